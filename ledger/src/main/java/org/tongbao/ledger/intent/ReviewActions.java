package org.tongbao.ledger.intent;

import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Reviews;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Reviews of order lines, known by the key that `Reviews.keyOf` gives.
public final class ReviewActions {
  private final Intents intents;
  private final Reviews reviews;

  public ReviewActions(Intents intents) {
    this.intents = intents;
    this.reviews = intents.contracts().reviews();
  }

  /// By the buyer, of a received order.
  ///
  /// @param line counted from 0
  /// @param stars 1 to 5
  public Action attest(Terms terms, long line, int stars, Hash content) {
    Address orders = intents.contracts().orders().address();
    Hash hash = new OrderActions(intents).hash(terms);
    return action(
        "AttestReview",
        Map.of("orders", orders, "terms", hash, "line", line, "stars", stars, "content", content),
        i -> reviews.attest(orders, terms, U256.of(line), stars, content, i));
  }

  /// By the buyer, once.
  public Action followUp(Hash key, Hash content) {
    return action(
        "FollowUp", Map.of("key", key, "content", content), i -> reviews.followUp(key, content, i));
  }

  /// By the merchant, once.
  public Action answer(Hash key, Hash content) {
    return action(
        "AnswerReview",
        Map.of("key", key, "content", content),
        i -> reviews.answer(key, content, i));
  }

  /// By a moderator.
  public Action hide(Hash key, boolean hidden, Hash reason) {
    return action(
        "SetHidden",
        Map.of("key", key, "hidden", hidden, "reason", reason),
        i -> reviews.hide(key, hidden, reason, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action("Reviews", reviews.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
