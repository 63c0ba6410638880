package org.tongbao.market.merchant;

import org.tongbao.primitives.money.Money;

/// What the platform asks of a new shop in one currency; shown before somebody applies.
///
/// @param feeBps the most that the platform takes of an order, in 1/10,000 of its total
/// @param commissionBps the most that an affiliate takes, likewise
/// @param bond what the shop keeps while it sells; zero for none
/// @param version what an applicant agrees to
record Conditions(int feeBps, int commissionBps, Money bond, int version) {}
