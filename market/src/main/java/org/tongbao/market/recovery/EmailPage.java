package org.tongbao.market.recovery;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// One's own address of mail.
///
/// @param address null when there is none
/// @param typed the address that is to take its place
public record EmailPage(
    Frame frame, @Nullable String address, boolean proved, String typed, FormErrors errors) {}
