package org.tongbao.market.review;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What one's own wallet signs, so that a review counts.
///
/// @param title of what was bought
/// @param followUp whether it is what was added to a review
/// @param account whose signature it takes
/// @param document for `eth_signTypedData_v4`, as JSON
public record ReviewSignaturePage(
    Frame frame,
    UUID review,
    String title,
    boolean followUp,
    String account,
    Instant signBy,
    String document,
    FormErrors errors) {}
