package org.tongbao.payments.sandbox;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// Money that a sandbox institution paid back.
///
/// @param reference the merchant's name for it
/// @param id the institution's
public record SandboxRefund(String reference, String id, Money amount, Instant at) {}
