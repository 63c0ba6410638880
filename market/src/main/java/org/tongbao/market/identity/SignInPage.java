package org.tongbao.market.identity;

import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The form for signing in.
///
/// @param next where to go on
public record SignInPage(Frame frame, String loginName, String next, FormErrors errors) {}
