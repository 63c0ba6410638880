package org.tongbao.bench;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.evm.CallResult;
import org.tongbao.chain.evm.Evm;
import org.tongbao.chain.evm.Message;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.evm.TxContext;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A world in memory with an EVM over it, for benchmarks.
final class EvmWorld {
  static final Address SENDER = Address.fromHex("0x00000000000000000000000000000000000000f0");
  static final Address CONTRACT = Address.fromHex("0x00000000000000000000000000000000c0de0001");
  static final Address OTHER = Address.fromHex("0x00000000000000000000000000000000c0de0002");

  private static final BlockContext BLOCK =
      new BlockContext(
          Address.ZERO,
          1,
          1_000,
          30_000_000,
          Hash.ZERO,
          U256.ZERO,
          U256.ONE,
          U256.ONE,
          BlockHashes.NONE);
  private static final TxContext TX = new TxContext(SENDER, U256.ZERO, List.of());

  final WorldState world;
  final Evm evm;

  EvmWorld(Map<Address, Bytes> codes) {
    world = new WorldState(new Codes(codes));
    evm = new Evm(world, BLOCK, Tracer.NONE);
  }

  /// Calls the contract in a transaction of its own; its changes stay.
  CallResult call(Bytes data, long gas) {
    world.beginTransaction();
    CallResult result = evm.call(TX, new Message(SENDER, CONTRACT, U256.ZERO, data, gas));
    world.commitTransaction();
    if (!result.success()) {
      throw new IllegalStateException("call failed: " + result);
    }
    return result;
  }

  /// A committed state of contracts with empty storage.
  private record Codes(Map<Address, Bytes> codes) implements StateReader {
    @Override
    public @Nullable Account account(Address address) {
      @Nullable Bytes code = codes.get(address);
      return code == null ? null : new Account(1, U256.ZERO, code.keccak256());
    }

    @Override
    public U256 storage(Address address, U256 slot) {
      return U256.ZERO;
    }

    @Override
    public boolean hasStorage(Address address) {
      return false;
    }

    @Override
    public byte[] code(Hash codeHash) {
      return codes.values().stream()
          .filter(code -> code.keccak256().equals(codeHash))
          .findFirst()
          .orElseThrow()
          .toArray();
    }
  }
}
