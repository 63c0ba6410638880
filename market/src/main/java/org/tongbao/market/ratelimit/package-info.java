/// How much anybody may ask for in a minute.
@NullMarked
package org.tongbao.market.ratelimit;

import org.jspecify.annotations.NullMarked;
