package org.tongbao.market.identity;

import org.tongbao.market.web.Frame;

/// The start of what belongs to oneself.
///
/// @param name what to call the user by
public record AccountPage(Frame frame, String name) {}
