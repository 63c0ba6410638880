/// Passkeys: signing in with a key that a device keeps (WebAuthn level 3).
@NullMarked
package org.tongbao.market.passkey;

import org.jspecify.annotations.NullMarked;
