package org.tongbao.market.recovery;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// A forgotten password: asking for the letter, and what its link leads to.
///
/// @param token of the link; null when there was none
/// @param sent whether the letter was just asked for
/// @param email as typed
/// @param shortest how long a password has to be
public record RecoveryPage(
    Frame frame,
    @Nullable String token,
    boolean sent,
    String email,
    int shortest,
    FormErrors errors) {}
