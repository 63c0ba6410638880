/// An institution of our own, for the demonstration and for tests. It talks over HTTP with
/// signatures in both directions, as real ones do, and its notifications can be held back, lost,
/// repeated, reordered and forged.
@NullMarked
package org.tongbao.payments.sandbox;

import org.jspecify.annotations.NullMarked;
