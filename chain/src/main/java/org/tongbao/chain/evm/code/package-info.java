/// Contract code and what is known of it before it runs: the instruction table, jump destinations,
/// basic blocks.
@NullMarked
package org.tongbao.chain.evm.code;

import org.jspecify.annotations.NullMarked;
