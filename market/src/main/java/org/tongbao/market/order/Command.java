package org.tongbao.market.order;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A step that somebody asked for.
///
/// @param account that signs it; null where nobody has to
/// @param amount minor units, where the step has one
/// @param granted the answer to a claim
/// @param due the claim's deadline, which says which claim is meant
/// @param note what was said about it; the chain gets a salted hash of it
@SuppressWarnings("ArrayRecordComponent") // never compared
record Command(
    UUID id,
    UUID order,
    StepKind step,
    Actor actor,
    @Nullable Address account,
    @Nullable Long amount,
    boolean granted,
    @Nullable Instant due,
    String note,
    byte[] salt,
    Instant at) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_SIZE = 32;

  static byte[] newSalt() {
    byte[] salt = new byte[SALT_SIZE];
    RANDOM.nextBytes(salt);
    return salt;
  }

  /// What is asked, without who and when.
  record Wish(StepKind step, @Nullable Long amount, boolean granted, String note) {
    static Wish of(StepKind step, String note) {
      return new Wish(step, null, false, note);
    }

    static Wish of(StepKind step, long amount, String note) {
      return new Wish(step, amount, false, note);
    }
  }

  Hash noteHash() {
    return OrderDetails.hash(salt, note);
  }

  /// What the account signs. Placing, paying and advancing are not intents.
  Action action(OrderActions actions, Terms terms) {
    Hash text = noteHash();
    return switch (step) {
      case CANCEL -> actions.cancel(terms, text);
      case SHIP -> actions.ship(terms, text);
      case CONFIRM_DELIVERY -> actions.confirmDelivery(terms, text);
      case CONFIRM_RECEIPT -> actions.confirmReceipt(terms);
      case ACKNOWLEDGE_PAYOUT -> actions.acknowledgePayout(terms);
      case REQUEST_REFUND -> actions.requestRefund(terms, units(), text);
      case GIVE_REFUND -> actions.giveRefund(terms, units(), text);
      case ANSWER_REFUND -> actions.answerRefund(terms, dueAt(), units(), granted, text);
      case WITHDRAW_CLAIM -> actions.withdrawClaim(terms, dueAt());
      case DISPUTE -> actions.dispute(terms, dueAt(), text);
      case RULE -> actions.rule(terms, dueAt(), units(), text);
      case APPEAL -> actions.appeal(terms, dueAt(), text);
      case PLACE, PAY, ADVANCE -> throw new IllegalStateException(step + " is no intent");
    };
  }

  private U256 units() {
    return U256.of(Objects.requireNonNull(amount));
  }

  private Instant dueAt() {
    return Objects.requireNonNull(due);
  }
}
