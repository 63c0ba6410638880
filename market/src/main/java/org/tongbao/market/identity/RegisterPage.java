package org.tongbao.market.identity;

import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The form for registering.
///
/// @param next where to go on
/// @param shortest how many characters a password has at least
public record RegisterPage(
    Frame frame,
    String loginName,
    String displayName,
    String next,
    int shortest,
    FormErrors errors) {}
