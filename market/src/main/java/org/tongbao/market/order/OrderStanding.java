package org.tongbao.market.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a seller order stands.
///
/// @param pending the step that the chain has been asked for and has not answered
/// @param refusal why the chain refused the last step, if it did
public record OrderStanding(
    UUID id, OrderState state, @Nullable StepKind pending, @Nullable String refusal) {}
