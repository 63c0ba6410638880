/// Requests that nobody should send, made from the OpenAPI document and from right requests, and
/// what every answer has to be like. Knows the API by its document alone.
@NullMarked
package org.tongbao.app.fuzz;

import org.jspecify.annotations.NullMarked;
