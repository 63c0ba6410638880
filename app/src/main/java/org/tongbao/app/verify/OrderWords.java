package org.tongbao.app.verify;

import java.util.List;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What of an order stands in its slots, as Solidity packs `OrderBook.Order`: the lowest bytes of a
/// slot first.
record OrderWords(Hash terms, OrderState state, boolean released, U256 refunded) {
  static final int SLOTS = 5;
  private static final U256 BYTE = U256.of(0xff);
  private static final U256 UINT96 = U256.ONE.shl(96).sub(U256.ONE);

  @SuppressWarnings("EnumOrdinal") // Solidity's enums are their numbers
  static OrderWords of(List<U256> slots) {
    U256 second = slots.get(1);
    int state = second.and(BYTE).toBigInteger().intValueExact();
    boolean released = !second.shr(8).and(BYTE).isZero();
    return new OrderWords(
        slots.get(0).toHash(), OrderState.values()[state], released, slots.get(2).and(UINT96));
  }
}
