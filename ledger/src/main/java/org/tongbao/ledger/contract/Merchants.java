package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The register of merchants: agreed fees, bonds and payout accounts.
public final class Merchants extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Merchants");

  public Merchants(Address address) {
    super(ABI, address);
  }

  public ContractCall<U256> BOND_NOTICE() {
    return call(Returns.one(U256.class), "BOND_NOTICE");
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<U256> PAYOUT_NOTICE() {
    return call(Returns.one(U256.class), "PAYOUT_NOTICE");
  }

  /// The hash of the application that waits for a registrar; zero when none does.
  public ContractCall<Hash> applicationOf(Address merchant, Address cash) {
    return call(Returns.one(Hash.class), "applicationOf", merchant, cash);
  }

  /// Applies to sell in a currency under these conditions, or applies anew. Signed by the merchant.
  public ContractCall<Nothing> applyFor(Application a, Intent intent) {
    return call(Returns.NOTHING, "applyFor", a, intent);
  }

  /// Approves exactly what the merchant applied for. Signed by a registrar.
  public ContractCall<Nothing> approve(Application a, Intent intent) {
    return call(Returns.NOTHING, "approve", a, intent);
  }

  /// Changes where the merchant is paid, after `PAYOUT_NOTICE`. Signed by the merchant.
  public ContractCall<Nothing> changePayout(Address payout, Intent intent) {
    return call(Returns.NOTHING, "changePayout", payout, intent);
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

  /// Sends an application back with reasons; the merchant may apply again. Signed by a registrar.
  public ContractCall<Nothing> giveBack(
      Address merchant, Address cash, Hash application, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "giveBack", merchant, cash, application, reason, intent);
  }

  /// The bond that its owner asked back, and when it can be paid.
  public ContractCall<Leaving> leavingOf(Address account, Address cash) {
    return call(Returns.one(Leaving.class), "leavingOf", account, cash);
  }

  /// The payout account, a pending change, and whether the merchant is suspended.
  public ContractCall<Payout> payoutDetails(Address merchant) {
    return call(Returns.one(Payout.class), "payoutDetails", merchant);
  }

  /// Where the merchant is paid now; the merchant itself when it never named an account.
  public ContractCall<Address> payoutOf(Address merchant) {
    return call(Returns.one(Address.class), "payoutOf", merchant);
  }

  /// Adds to the account's bond. The signature is the account's ERC-3009 authorisation whose nonce
  /// is the hash of PostBond.
  public ContractCall<Nothing> postBond(Address cash, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "postBond", cash, amount, intent);
  }

  /// Lets a suspended merchant sell again. Signed by a registrar.
  public ContractCall<Nothing> reinstate(Address merchant, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "reinstate", merchant, reason, intent);
  }

  /// Reverts unless the merchant may take an order in the calling Orders contract with these
  /// shares: approved in this currency, not suspended, bond complete, fee and commission within
  /// what it signed.
  public ContractCall<Nothing> requireSeller(
      Address merchant, Address cash, U256 total, U256 fee, U256 commission) {
    return call(Returns.NOTHING, "requireSeller", merchant, cash, total, fee, commission);
  }

  /// Pays out a bond whose notice is over. Anybody may bring it.
  public ContractCall<Nothing> returnBond(Address account, Address cash) {
    return call(Returns.NOTHING, "returnBond", account, cash);
  }

  /// A merchant's shop in a currency.
  public ContractCall<Shop> shopOf(Address merchant, Address cash) {
    return call(Returns.one(Shop.class), "shopOf", merchant, cash);
  }

  /// Takes from a bond what an order's refund after settlement needs, as far as the bond goes, to
  /// the calling Orders contract. Nothing is taken for anybody else's call, nor for a version that
  /// the account has not accepted.
  public ContractCall<U256> slash(Address account, Address cash, U256 amount, Hash order) {
    return call(Returns.one(U256.class), "slash", account, cash, amount, order);
  }

  /// Stops new orders of a merchant; open ones go on and its bond stays its own. Signed by a
  /// registrar.
  public ContractCall<Nothing> suspend(Address merchant, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "suspend", merchant, reason, intent);
  }

  /// Gives notice for a part of the bond (replacing an earlier notice; zero takes it back). It
  /// answers for `BOND_NOTICE` longer, but no longer counts for new orders. Signed by the bond's
  /// owner.
  public ContractCall<Nothing> withdrawBond(Address cash, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "withdrawBond", cash, amount, intent);
  }
}
