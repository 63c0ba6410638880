/// Alipay, through its official library. See docs/payments.md for the pages of Alipay that each
/// call follows.
@NullMarked
package org.tongbao.payments.alipay;

import org.jspecify.annotations.NullMarked;
