/// The currencies that buyers can pay in, and the one a visitor sees prices in.
@NullMarked
package org.tongbao.market.currency;

import org.jspecify.annotations.NullMarked;
