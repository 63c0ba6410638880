/// Proof of work: the AuxPoW seal, its two hash functions, targets and ASERT difficulty.
@NullMarked
package org.tongbao.chain.pow;

import org.jspecify.annotations.NullMarked;
