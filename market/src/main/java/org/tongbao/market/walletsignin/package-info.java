/// Signing in with a wallet: Sign-In with Ethereum (EIP-4361).
@NullMarked
package org.tongbao.market.walletsignin;

import org.jspecify.annotations.NullMarked;
