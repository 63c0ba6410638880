/// Users who bring buyers: their codes, which orders count for them, and what they earn.
@NullMarked
package org.tongbao.market.affiliate;

import org.jspecify.annotations.NullMarked;
