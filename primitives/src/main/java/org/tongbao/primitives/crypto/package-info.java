/// Keys and signatures: secp256k1 and P-256, EIP-712 typed data, keystores, and deterministic
/// wallets (BIP-32, BIP-39).
@NullMarked
package org.tongbao.primitives.crypto;

import org.jspecify.annotations.NullMarked;
