/// Makes blocks of waiting transactions and seals them.
@NullMarked
package org.tongbao.chain.miner;

import org.jspecify.annotations.NullMarked;
