package org.tongbao.market.web;

/// Who looks at a page, as far as the shell shows it.
///
/// @param inShop works in a merchant's shop
/// @param onPlatform works for the platform
public record Visitor(boolean signedIn, boolean inShop, boolean onPlatform) {
  public static final Visitor NOBODY = new Visitor(false, false, false);
}
