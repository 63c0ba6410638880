package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Money of one currency: an ERC-20 with ERC-2612 and ERC-3009 whose unit is the currency's minor
/// unit (ISO 4217 exponent).
public final class Cash extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Cash");

  public Cash(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<U256> allowance(Address owner, Address spender) {
    return call(Returns.one(U256.class), "allowance", owner, spender);
  }

  public ContractCall<Boolean> approve(Address spender, U256 value) {
    return call(Returns.one(Boolean.class), "approve", spender, value);
  }

  public ContractCall<Boolean> authorizationState(Address authorizer, Hash nonce) {
    return call(Returns.one(Boolean.class), "authorizationState", authorizer, nonce);
  }

  public ContractCall<U256> balanceOf(Address account) {
    return call(Returns.one(U256.class), "balanceOf", account);
  }

  /// Destroys money that the Treasury itself holds. Treasury only.
  public ContractCall<Nothing> burn(U256 amount) {
    return call(Returns.NOTHING, "burn", amount);
  }

  /// Makes an authorisation that was signed but not used worthless, with a signature of any kind.
  public ContractCall<Nothing> cancelAuthorization(
      Address authorizer, Hash nonce, int v, Hash r, Hash s) {
    return call(Returns.NOTHING, "cancelAuthorization", authorizer, nonce, v, r, s);
  }

  /// Makes an authorisation that was signed but not used worthless, with a signature of any kind.
  public ContractCall<Nothing> cancelAuthorization(
      Address authorizer, Hash nonce, Bytes signature) {
    return call(Returns.NOTHING, "cancelAuthorization", authorizer, nonce, signature);
  }

  public ContractCall<Integer> decimals() {
    return call(Returns.one(Integer.class), "decimals");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Creates money. Treasury only.
  public ContractCall<Nothing> mint(Address to, U256 amount) {
    return call(Returns.NOTHING, "mint", to, amount);
  }

  public ContractCall<String> name() {
    return call(Returns.one(String.class), "name");
  }

  public ContractCall<U256> nonces(Address owner) {
    return call(Returns.one(U256.class), "nonces", owner);
  }

  public ContractCall<Nothing> permit(
      Address owner, Address spender, U256 value, U256 deadline, int v, Hash r, Hash s) {
    return call(Returns.NOTHING, "permit", owner, spender, value, deadline, v, r, s);
  }

  /// ERC-3009 transfer that only its payee can bring, with a signature of any kind.
  public ContractCall<Nothing> receiveWithAuthorization(
      Address from,
      Address to,
      U256 value,
      U256 validAfter,
      U256 validBefore,
      Hash nonce,
      Bytes signature) {
    return call(
        Returns.NOTHING,
        "receiveWithAuthorization",
        from,
        to,
        value,
        validAfter,
        validBefore,
        nonce,
        signature);
  }

  /// ERC-3009 transfer that only its payee can bring, with a signature of any kind.
  public ContractCall<Nothing> receiveWithAuthorization(
      Address from,
      Address to,
      U256 value,
      U256 validAfter,
      U256 validBefore,
      Hash nonce,
      int v,
      Hash r,
      Hash s) {
    return call(
        Returns.NOTHING,
        "receiveWithAuthorization",
        from,
        to,
        value,
        validAfter,
        validBefore,
        nonce,
        v,
        r,
        s);
  }

  public ContractCall<String> symbol() {
    return call(Returns.one(String.class), "symbol");
  }

  public ContractCall<U256> totalSupply() {
    return call(Returns.one(U256.class), "totalSupply");
  }

  public ContractCall<Boolean> transfer(Address to, U256 value) {
    return call(Returns.one(Boolean.class), "transfer", to, value);
  }

  public ContractCall<Boolean> transferFrom(Address from, Address to, U256 value) {
    return call(Returns.one(Boolean.class), "transferFrom", from, to, value);
  }

  /// ERC-3009 transfer with a signature of any kind (ECDSA or ERC-1271).
  public ContractCall<Nothing> transferWithAuthorization(
      Address from,
      Address to,
      U256 value,
      U256 validAfter,
      U256 validBefore,
      Hash nonce,
      Bytes signature) {
    return call(
        Returns.NOTHING,
        "transferWithAuthorization",
        from,
        to,
        value,
        validAfter,
        validBefore,
        nonce,
        signature);
  }

  /// ERC-3009 transfer with a signature of any kind (ECDSA or ERC-1271).
  public ContractCall<Nothing> transferWithAuthorization(
      Address from,
      Address to,
      U256 value,
      U256 validAfter,
      U256 validBefore,
      Hash nonce,
      int v,
      Hash r,
      Hash s) {
    return call(
        Returns.NOTHING,
        "transferWithAuthorization",
        from,
        to,
        value,
        validAfter,
        validBefore,
        nonce,
        v,
        r,
        s);
  }

  public ContractCall<Address> treasury() {
    return call(Returns.one(Address.class), "treasury");
  }
}
