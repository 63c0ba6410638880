/// Telling people what has happened, in the app and by mail.
@NullMarked
package org.tongbao.market.notification;

import org.jspecify.annotations.NullMarked;
