/// Asking people by mail to work in a shop or for the platform.
@NullMarked
package org.tongbao.market.invitation;

import org.jspecify.annotations.NullMarked;
