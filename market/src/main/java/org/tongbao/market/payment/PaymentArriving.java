package org.tongbao.market.payment;

import java.util.UUID;

/// A payment is about to be booked. Published inside the transaction that will book it, before the
/// attempt's own row changes: who locks what is paid before its attempts when somebody pays locks
/// it now, so that a payer and an institution's notification never wait for each other.
///
/// @param kind of the payable
/// @param id of the payable
public record PaymentArriving(String kind, UUID id) {}
