/// The pairing-friendly curve alt_bn128 (also called BN254): field towers, both groups and the
/// optimal ate pairing, as the precompiles of EIP-196 and EIP-197 need them.
///
/// Field elements are immutable values in Montgomery form on four 64-bit limbs. Nothing here is
/// constant-time: precompiles work on public data only.
@NullMarked
package org.tongbao.chain.evm.precompile.altbn128;

import org.jspecify.annotations.NullMarked;
