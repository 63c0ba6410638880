/// A stand-in for Stripe: its API, its hosted checkout page and its signed webhooks.
@NullMarked
package org.tongbao.payments.sandbox.card;

import org.jspecify.annotations.NullMarked;
