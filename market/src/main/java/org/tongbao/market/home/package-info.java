/// The first page.
@NullMarked
package org.tongbao.market.home;

import org.jspecify.annotations.NullMarked;
