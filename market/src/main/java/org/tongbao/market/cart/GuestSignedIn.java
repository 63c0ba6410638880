package org.tongbao.market.cart;

import org.tongbao.market.identity.UserId;

/// A browser that had a cart of its own is a user's now: what belonged to it goes over to the user.
public record GuestSignedIn(CartOwner.Guest guest, UserId user) {}
