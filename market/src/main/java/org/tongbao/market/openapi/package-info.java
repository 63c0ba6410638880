/// The OpenAPI 3.1 document of the REST API, at `/api/v1/openapi.json`.
@NullMarked
package org.tongbao.market.openapi;

import org.jspecify.annotations.NullMarked;
