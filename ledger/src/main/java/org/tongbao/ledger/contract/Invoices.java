package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Invoices: numbered without gaps per merchant, at most one in force per order, over what the
/// order amounts to at that time. A reversal is a document of its own with the next number.
public final class Invoices extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Invoices");

  public Invoices(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  /// How many documents an issuer's series has.
  public ContractCall<U256> countOf(Address issuer) {
    return call(Returns.one(U256.class), "countOf", issuer);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// The number of the invoice in force for an order; zero when there is none.
  public ContractCall<U256> inForce(Address orders, Hash order) {
    return call(Returns.one(U256.class), "inForce", orders, order);
  }

  /// A document of an issuer's series; all zero when there is none.
  public ContractCall<Invoice> invoiceOf(Address issuer, U256 number) {
    return call(Returns.one(Invoice.class), "invoiceOf", issuer, number);
  }

  /// Invoices a paid order over exactly what it amounts to now (total less refunds). Signed by the
  /// merchant.
  public ContractCall<U256> issue(
      Address orders, Terms t, U256 amount, Hash content, Intent intent) {
    return call(Returns.one(U256.class), "issue", orders, t, amount, content, intent);
  }

  /// The key by which documents name their order.
  public ContractCall<Hash> keyOf(Address orders, Hash order) {
    return call(Returns.one(Hash.class), "keyOf", orders, order);
  }

  /// Reverses one of the merchant's invoices by a document of its own; the order can then be
  /// invoiced anew. Signed by the merchant.
  public ContractCall<U256> reverse(U256 number, Hash reason, Intent intent) {
    return call(Returns.one(U256.class), "reverse", number, reason, intent);
  }
}
