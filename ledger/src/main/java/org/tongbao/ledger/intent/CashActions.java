package org.tongbao.ledger.intent;

import java.time.Instant;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;

/// Money from one account to another (ERC-3009): signed by whoever gives it, brought by anybody.
/// Amounts are minor units.
public final class CashActions {
  private static final long GAS = 150_000;

  private final Intents intents;

  public CashActions(Intents intents) {
    this.intents = intents;
  }

  /// What the giver signs.
  ///
  /// @param nonce works once for each account and currency
  /// @param before whole seconds; the money moves before it or not at all
  public TypedData transferring(Transfer transfer, Hash nonce, Instant before) {
    return intents.transfer(transfer, before.getEpochSecond(), nonce);
  }

  /// The transfer with the signature of [#transferring].
  public RelayItem transfer(Transfer transfer, Hash nonce, Instant before, Bytes signature) {
    var call =
        new Cash(transfer.cash())
            .transferWithAuthorization(
                transfer.from(),
                transfer.to(),
                transfer.amount(),
                U256.ZERO,
                U256.of(before.getEpochSecond()),
                nonce,
                signature);
    Hash content = transfer.to().toBytes().concat(transfer.amount().toHash().toBytes()).keccak256();
    return Intents.item(
        call, Intents.reference(transfer.cash(), transfer.from(), nonce), content, GAS);
  }

  /// Money and its way.
  public record Transfer(Address cash, Address from, Address to, U256 amount) {}
}
