/// Institutions' statements held against our payments and refunds, day by day.
@NullMarked
package org.tongbao.market.reconciliation;

import org.jspecify.annotations.NullMarked;
