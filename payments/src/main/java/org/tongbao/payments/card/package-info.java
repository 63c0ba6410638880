/// Cards, through Stripe's hosted Checkout and its official library: card numbers never reach us.
/// See docs/payments.md for the pages of Stripe that each call follows.
@NullMarked
package org.tongbao.payments.card;

import org.jspecify.annotations.NullMarked;
