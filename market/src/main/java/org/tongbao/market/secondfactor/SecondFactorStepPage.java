package org.tongbao.market.secondfactor;

import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The second step of signing in.
///
/// @param next where to go on
public record SecondFactorStepPage(Frame frame, String next, FormErrors errors) {}
