/// Where a chain begins: its settings and first block, read from a genesis file.
@NullMarked
package org.tongbao.chain.genesis;

import org.jspecify.annotations.NullMarked;
