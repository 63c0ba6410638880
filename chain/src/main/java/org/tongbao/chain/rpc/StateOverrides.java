package org.tongbao.chain.rpc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// A state as a caller wants to imagine it: some accounts differ from the chain's.
final class StateOverrides implements StateReader {
  private static final int MAX_SLOTS = 65_536;

  private final StateReader base;
  private final Map<Address, AccountOverride> accounts;
  private final Map<Hash, byte[]> codes = new HashMap<>();

  private StateOverrides(StateReader base, Map<Address, AccountOverride> accounts) {
    this.base = base;
    this.accounts = accounts;
    for (AccountOverride override : accounts.values()) {
      if (override.code() != null) {
        codes.put(override.code().keccak256(), override.code().unsafeArray());
      }
    }
  }

  /// What differs in one account.
  ///
  /// @param storage slots and their values
  /// @param replacesStorage whether all other slots are zero
  private record AccountOverride(
      @Nullable U256 balance,
      @Nullable Long nonce,
      @Nullable Bytes code,
      Map<U256, U256> storage,
      boolean replacesStorage) {}

  /// The state with the overrides of a request; `base` itself when there are none.
  static StateReader parse(@Nullable JsonNode node, String where, StateReader base) {
    if (node == null) {
      return base;
    }
    if (!node.isObject()) {
      throw RpcException.invalidParams("invalid " + where + ": want an object by address");
    }
    Map<Address, AccountOverride> accounts = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      accounts.put(address(entry.getKey(), where), override(entry.getValue(), where));
    }
    return accounts.isEmpty() ? base : new StateOverrides(base, accounts);
  }

  private static AccountOverride override(JsonNode node, String where) {
    var fields = new JsonFieldsReader(node, where);
    if (fields.has("movePrecompileToAddress")) {
      throw RpcException.invalidParams(
          "invalid " + where + ": movePrecompileToAddress is not supported");
    }
    if (fields.has("state") && fields.has("stateDiff")) {
      throw RpcException.invalidParams("invalid " + where + ": has both state and stateDiff");
    }
    boolean replaces = fields.has("state");
    JsonNode storage = fields.node(replaces ? "state" : "stateDiff");
    return new AccountOverride(
        fields.quantity("balance"),
        fields.number64("nonce"),
        fields.data("code"),
        storage(storage, where),
        replaces);
  }

  private static Map<U256, U256> storage(@Nullable JsonNode node, String where) {
    Map<U256, U256> storage = new HashMap<>();
    if (node == null) {
      return storage;
    }
    if (!node.isObject() || node.size() > MAX_SLOTS) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want an object of at most " + MAX_SLOTS + " slots");
    }
    for (Map.Entry<String, JsonNode> slot : node.properties()) {
      storage.put(word(slot.getKey(), where), word(RpcParams.text(slot.getValue(), where), where));
    }
    return storage;
  }

  private static Address address(String text, String where) {
    try {
      return Address.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw RpcException.invalidParams("invalid " + where + ": " + e.getMessage());
    }
  }

  private static U256 word(String text, String where) {
    try {
      return Hash.fromHex(text).toU256();
    } catch (IllegalArgumentException e) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want 32 bytes of hex data (" + e.getMessage() + ")");
    }
  }

  @Override
  public @Nullable Account account(Address address) {
    Account account = base.account(address);
    AccountOverride override = accounts.get(address);
    if (override == null) {
      return account;
    }
    Account known = account == null ? Account.EMPTY : account;
    return new Account(
        override.nonce() == null ? known.nonce() : override.nonce(),
        override.balance() == null ? known.balance() : override.balance(),
        override.code() == null ? known.codeHash() : override.code().keccak256());
  }

  @Override
  public U256 storage(Address address, U256 slot) {
    AccountOverride override = accounts.get(address);
    if (override == null) {
      return base.storage(address, slot);
    }
    U256 value = override.storage().get(slot);
    if (value != null) {
      return value;
    }
    return override.replacesStorage() ? U256.ZERO : base.storage(address, slot);
  }

  @Override
  public boolean hasStorage(Address address) {
    AccountOverride override = accounts.get(address);
    if (override == null) {
      return base.hasStorage(address);
    }
    boolean any = override.storage().values().stream().anyMatch(value -> !value.isZero());
    return any || (!override.replacesStorage() && base.hasStorage(address));
  }

  @Override
  public byte[] code(Hash codeHash) {
    byte[] code = codes.get(codeHash);
    return code == null ? base.code(codeHash) : code;
  }
}
