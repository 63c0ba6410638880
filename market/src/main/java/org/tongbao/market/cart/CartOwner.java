package org.tongbao.market.cart;

import org.tongbao.market.identity.UserId;

/// Whose cart it is.
public sealed interface CartOwner {
  /// Somebody who has signed in.
  record User(UserId id) implements CartOwner {}

  /// A browser.
  ///
  /// @param hash of the secret in its cookie, in hexadecimal digits
  record Guest(String hash) implements CartOwner {}
}
