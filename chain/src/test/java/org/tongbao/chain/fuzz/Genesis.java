package org.tongbao.chain.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import tools.jackson.databind.node.ObjectNode;

/// What both chains begin with.
record Genesis(Map<Address, Allocation> allocations) {

  static final U256 CHAIN_ID = U256.of(1337);
  static final long GAS_LIMIT = 30_000_000_000L;
  static final long TIMESTAMP = 1_700_000_000L;

  /// An account of the genesis state.
  record Allocation(long nonce, U256 balance, Bytes code, Map<U256, U256> storage) {}

  /// The contract that keeps block hashes (EIP-2935), which anvil has from the start.
  private static final Address HISTORY =
      Address.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");

  private static final Bytes HISTORY_CODE =
      Bytes.fromHex(
          "0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257"
              + "611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500");

  Genesis {
    allocations = new LinkedHashMap<>(allocations);
    allocations.put(HISTORY, new Allocation(1, U256.ZERO, HISTORY_CODE, Map.of()));
  }

  /// The genesis file that anvil reads.
  String toJson() {
    ObjectNode root = Anvil.JSON.createObjectNode();
    root.putObject("config").put("chainId", CHAIN_ID.toBigInteger());
    root.put("nonce", "0x0").put("timestamp", hex(TIMESTAMP)).put("extraData", "0x");
    root.put("gasLimit", hex(GAS_LIMIT)).put("difficulty", "0x0").put("baseFeePerGas", "0x7");
    root.put("mixHash", "0x" + "00".repeat(32)).put("coinbase", "0x" + "00".repeat(20));
    ObjectNode alloc = root.putObject("alloc");
    allocations.forEach(
        (address, allocation) -> {
          ObjectNode account = alloc.putObject(address.toHex());
          account.put("balance", allocation.balance().toHex());
          account.put("nonce", hex(allocation.nonce()));
          if (!allocation.code().isEmpty()) {
            account.put("code", allocation.code().toHex());
          }
          if (!allocation.storage().isEmpty()) {
            ObjectNode storage = account.putObject("storage");
            allocation.storage().forEach((slot, value) -> storage.put(word(slot), word(value)));
          }
        });
    return root.toString();
  }

  /// The same as changes to the empty state.
  StateChanges toChanges(StateReader empty) {
    WorldState world = new WorldState(empty);
    world.beginTransaction();
    allocations.forEach(
        (address, allocation) -> {
          world.setNonce(address, allocation.nonce());
          world.setBalance(address, allocation.balance());
          world.setCode(address, allocation.code());
          allocation.storage().forEach((slot, value) -> world.setStorage(address, slot, value));
        });
    world.commitTransaction();
    return world.changes();
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static String word(U256 value) {
    return Bytes.wrap(value.toArray32()).toHex();
  }
}
