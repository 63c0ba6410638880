package org.tongbao.market.recovery;

import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What the link of a letter leads to that proves an address. Opening it changes nothing: programs
/// that look through mail open links too.
public record EmailProofPage(Frame frame, String token, FormErrors errors) {}
