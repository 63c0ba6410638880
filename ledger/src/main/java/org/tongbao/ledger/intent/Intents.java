package org.tongbao.ledger.intent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.key.Signer;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;

/// Makes actions into documents to sign (EIP-712) and signed intents to relay, for the contracts of
/// one deployment on one chain. Both are in every hash, so that no signature works elsewhere.
public final class Intents {
  private static final int WORD = 32;

  private final Contracts contracts;
  private final U256 chainId;

  public Intents(Contracts contracts, U256 chainId) {
    this.contracts = contracts;
    this.chainId = chainId;
  }

  public Contracts contracts() {
    return contracts;
  }

  /// What the account signs: for `eth_signTypedData_v4` of a wallet too. For an action that takes
  /// money it is the money's ERC-3009 authorisation, whose nonce commits to the action.
  ///
  /// @param deadline whole seconds; the intent is valid before it
  public TypedData document(Action action, Address account, Hash ref, Instant deadline) {
    if (action.payment() == null) {
      return own(action, account, ref, deadline);
    }
    return authorisation(
        action.payment().cash(),
        account,
        action.target(),
        action.payment().amount(),
        deadline.getEpochSecond(),
        purpose(action, account, ref).messageHash());
  }

  private TypedData own(Action action, Address account, Hash ref, Instant deadline) {
    Map<String, Object> message = message(action, account, ref);
    message.put("deadline", U256.of(deadline.getEpochSecond()));
    return typedData(action.contract(), action.target(), action.type(), message);
  }

  /// The hash of what money is for has no deadline: the authorisation has it.
  private TypedData purpose(Action action, Address account, Hash ref) {
    return typedData(
        action.contract(), action.target(), action.type(), message(action, account, ref));
  }

  private static Map<String, Object> message(Action action, Address account, Hash ref) {
    Map<String, Object> message = new LinkedHashMap<>(action.members());
    message.put("account", account);
    message.put("ref", ref);
    return message;
  }

  TypedData typedData(String contract, Address target, String type, Map<String, ?> message) {
    String name = TypedDataTypes.domainName(contract);
    Map<String, Object> domain = new LinkedHashMap<>();
    domain.put(
        "name",
        name.contains("$symbol") ? name.replace("$symbol", contracts.currencyOf(target)) : name);
    domain.put("version", TypedDataTypes.domainVersion(contract));
    domain.put("chainId", chainId);
    domain.put("verifyingContract", target);
    return TypedData.of(TypedDataTypes.of(contract, type), type, domain, message);
  }

  /// An ERC-3009 authorisation that only the payee can use.
  ///
  /// @param validBefore seconds since 1970
  TypedData authorisation(
      Address cash, Address from, Address to, U256 amount, long validBefore, Hash nonce) {
    return authorisation(
        "ReceiveWithAuthorization",
        new CashActions.Transfer(cash, from, to, amount),
        validBefore,
        nonce);
  }

  /// An ERC-3009 authorisation that anybody can bring.
  TypedData transfer(CashActions.Transfer transfer, long validBefore, Hash nonce) {
    return authorisation("TransferWithAuthorization", transfer, validBefore, nonce);
  }

  private TypedData authorisation(
      String type, CashActions.Transfer transfer, long validBefore, Hash nonce) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("from", transfer.from());
    message.put("to", transfer.to());
    message.put("value", transfer.amount());
    message.put("validAfter", 0);
    message.put("validBefore", validBefore);
    message.put("nonce", nonce);
    return typedData("Cash", transfer.cash(), type, message);
  }

  /// What the contract's `contentOf` gives for the reference once the action is done.
  public Hash contentOf(Action action) {
    TypedData whole =
        action.payment() == null
            ? own(action, Address.ZERO, Hash.ZERO, Instant.EPOCH)
            : purpose(action, Address.ZERO, Hash.ZERO);
    Bytes encoded = whole.encodedMessage();
    int tail = action.payment() == null ? 3 : 2;
    return encoded.slice(0, encoded.size() - tail * WORD).keccak256();
  }

  /// Signs an action of the signer's account.
  ///
  /// @param ref the account's reference; works once in each contract
  /// @param deadline the intent is valid before it, in whole seconds
  public RelayItem sign(Action action, Signer signer, Hash ref, Instant deadline) {
    TypedData document = document(action, signer.address(), ref, deadline);
    Bytes signature = signer.sign(document.hash()).toBytes();
    return signed(action, signer.address(), ref, deadline, signature);
  }

  /// An action with a signature that was made elsewhere, such as by a wallet; it is checked by the
  /// contract (ECDSA, or ERC-1271 for accounts that are contracts).
  public RelayItem signed(
      Action action, Address account, Hash ref, Instant deadline, Bytes signature) {
    var intent = new Intent(account, ref, U256.of(deadline.getEpochSecond()), signature);
    return item(
        action.call().apply(intent),
        reference(action.target(), account, ref),
        contentOf(action),
        action.gas());
  }

  /// The relayer's reference of an account's reference in a contract.
  public static Hash reference(Address target, Address account, Hash ref) {
    return Keccak256.hash(
        target.toBytes().concat(account.toBytes()).concat(ref.toBytes()).toArray());
  }

  /// A call that needs no signature, such as `settle` or `advance`, which anybody may bring.
  ///
  /// @param reference the caller's, for this one time
  public static RelayItem unsigned(ContractCall<?> call, Hash reference, long gas) {
    return item(call, reference, call.to().toBytes().concat(call.data()).keccak256(), gas);
  }

  static RelayItem item(ContractCall<?> call, Hash reference, Hash content, long gas) {
    return new RelayItem(reference, content, call.to(), gas, call.data());
  }
}
