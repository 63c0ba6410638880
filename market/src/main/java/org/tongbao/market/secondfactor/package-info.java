/// A second factor beside the first proof: codes of an authenticator app (RFC 6238).
@NullMarked
package org.tongbao.market.secondfactor;

import org.jspecify.annotations.NullMarked;
