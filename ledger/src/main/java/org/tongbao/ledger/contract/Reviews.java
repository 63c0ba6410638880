package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// One attestation per received order line: stars and the hash of the content; the buyer may follow
/// up once, the merchant answer once. A moderator can hide a review with a reason, and show it
/// again; nobody can change or delete one.
public final class Reviews extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Reviews");

  public Reviews(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  /// Answers a review, once. Signed by the merchant.
  public ContractCall<Nothing> answer(Hash key, Hash content, Intent intent) {
    return call(Returns.NOTHING, "answer", key, content, intent);
  }

  /// Reviews a line of a received order. Signed by the buyer.
  public ContractCall<Nothing> attest(
      Address orders, Terms t, U256 line, int stars, Hash content, Intent intent) {
    return call(Returns.NOTHING, "attest", orders, t, line, stars, content, intent);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Adds to a review, once. Signed by its author.
  public ContractCall<Nothing> followUp(Hash key, Hash content, Intent intent) {
    return call(Returns.NOTHING, "followUp", key, content, intent);
  }

  /// Hides a review from pages, or shows it again. Signed by a moderator.
  public ContractCall<Nothing> hide(Hash key, boolean hidden, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "hide", key, hidden, reason, intent);
  }

  /// The key of a review.
  public ContractCall<Hash> keyOf(Address orders, Hash order, U256 line) {
    return call(Returns.one(Hash.class), "keyOf", orders, order, line);
  }

  /// A review; all zero when there is none.
  public ContractCall<Review> reviewOf(Hash key) {
    return call(Returns.one(Review.class), "reviewOf", key);
  }
}
