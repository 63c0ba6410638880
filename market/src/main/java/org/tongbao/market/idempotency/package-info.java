/// Writes of the REST API that are carried out once, however often they are asked for: the
/// `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header-07).
@NullMarked
package org.tongbao.market.idempotency;

import org.jspecify.annotations.NullMarked;
