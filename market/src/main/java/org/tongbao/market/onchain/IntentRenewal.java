package org.tongbao.market.onchain;

import com.esaulpaugh.headlong.abi.TupleType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.abi.AbiCodec;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Signs intents that expired anew: the same thing under the same reference, with another deadline.
@Component
class IntentRenewal {
  /// How long a signature is good for.
  static final Duration VALIDITY = Duration.ofDays(1);

  /// A signature that ends so soon may not be mined in time.
  static final Duration MARGIN = Duration.ofMinutes(2);

  private static final TupleType<?> INTENT = TupleType.parse("(address,bytes32,uint256,bytes)");
  private static final int SIGNATURE_SIZE = 65;

  private final Intents intents;
  private final ChainAccounts accounts;
  private final Clock clock;

  IntentRenewal(Intents intents, ChainAccounts accounts, Clock clock) {
    this.intents = intents;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// A call with a new signature in it.
  record Renewed(Bytes data, Instant deadline) {}

  Instant newDeadline() {
    return clock.instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
  }

  boolean canSign(IntentSigning signing) {
    return accounts.signsHere(signing.account());
  }

  /// The call's last argument is the intent, which is dynamic and therefore the end of its
  /// encoding; only that changes.
  ///
  /// @param data of the call that was signed before
  /// @param before its deadline
  Renewed renew(IntentSigning signing, Bytes data, Instant before) {
    int size = tail(signing, before, Bytes.wrap(new byte[SIGNATURE_SIZE])).size();
    Bytes old = data.slice(data.size() - size, size);
    Bytes signature = old.slice(5 * Hash.SIZE, SIGNATURE_SIZE);
    if (!old.equals(tail(signing, before, signature))) {
      throw new IllegalStateException(
          "The call of " + signing.ref() + " does not end in its intent");
    }
    Instant deadline = newDeadline();
    Hash hash =
        intents.document(signing.action(), signing.account(), signing.ref(), deadline).hash();
    Bytes anew = accounts.signer(signing.account()).sign(hash).toBytes();
    return new Renewed(
        data.slice(0, data.size() - size).concat(tail(signing, deadline, anew)), deadline);
  }

  private static Bytes tail(IntentSigning signing, Instant deadline, Bytes signature) {
    Address account = signing.account();
    U256 seconds = U256.of(deadline.getEpochSecond());
    return AbiCodec.encode(INTENT, List.of(account, signing.ref(), seconds, signature));
  }
}
