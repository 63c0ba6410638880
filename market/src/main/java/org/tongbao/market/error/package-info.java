/// Refusals: what an operation answers when its caller cannot branch on the outcome and only the
/// edge, a page or the REST API, tells a person or a program about it.
@NullMarked
package org.tongbao.market.error;

import org.jspecify.annotations.NullMarked;
