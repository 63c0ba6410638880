package org.tongbao.chain.evm;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;

/// What `tongbao evm run` is asked to do.
record EvmRun(Bytes code, Bytes input, U256 value, long gas, boolean creates, boolean traces) {
  private static final long DEFAULT_GAS = 30_000_000;

  /// Buys some 230 MB of memory, or some minutes.
  private static final BigInteger MAX_GAS = BigInteger.TEN.pow(11);

  private static final Address SENDER =
      Address.fromHex("0x00000000000000000000000000000000000000f1");
  private static final Address CONTRACT =
      Address.fromHex("0x00000000000000000000000000000000000000f2");

  /// Reads arguments; the code is read by `reader`.
  ///
  /// @throws IllegalArgumentException naming the one that is wrong
  static EvmRun parse(List<String> args, Function<String, Bytes> reader) {
    EvmRun run = new EvmRun(Bytes.EMPTY, Bytes.EMPTY, U256.ZERO, DEFAULT_GAS, false, false);
    boolean hasCode = false;
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String arg = rest.next();
      if (arg.startsWith("--")) {
        run = run.with(arg, rest);
      } else if (hasCode) {
        throw new IllegalArgumentException("more than one CODE: " + arg);
      } else {
        run = run.with(reader.apply(arg));
        hasCode = true;
      }
    }
    if (!hasCode) {
      throw new IllegalArgumentException("no CODE");
    }
    return run;
  }

  private EvmRun with(Bytes given) {
    return new EvmRun(given, input, value, gas, creates, traces);
  }

  private EvmRun with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--create" -> new EvmRun(code, input, value, gas, true, traces);
      case "--trace" -> new EvmRun(code, input, value, gas, creates, true);
      case "--input" -> {
        Bytes bytes = Bytes.wrap(Hex.decode(next(option, rest)));
        yield new EvmRun(code, bytes, value, gas, creates, traces);
      }
      case "--value" -> {
        U256 wei = U256.of(number(option, next(option, rest)));
        yield new EvmRun(code, input, wei, gas, creates, traces);
      }
      case "--gas" -> {
        BigInteger limit = number(option, next(option, rest));
        if (limit.compareTo(MAX_GAS) > 0) {
          throw new IllegalArgumentException("--gas is at most " + MAX_GAS);
        }
        yield new EvmRun(code, input, value, limit.longValueExact(), creates, traces);
      }
      default -> throw new IllegalArgumentException("no such option: " + option);
    };
  }

  private static String next(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static BigInteger number(String option, String digits) {
    if (!digits.matches("[0-9]{1,77}")) {
      throw new IllegalArgumentException(option + " is not a number: " + digits);
    }
    return new BigInteger(digits);
  }

  /// Runs the code in a world that holds nothing else, for a sender with the value it needs.
  CallResult execute(Tracer tracer) {
    WorldState world = new WorldState(new Nothing());
    world.beginTransaction();
    world.setBalance(SENDER, value);
    world.setNonce(SENDER, 1);
    if (!creates) {
      world.setCode(CONTRACT, code);
    }
    world.warm(SENDER);
    world.warm(CONTRACT);
    Evm evm = new Evm(world, block(), tracer);
    TxContext tx = new TxContext(SENDER, U256.ZERO, List.of());
    Message message = new Message(SENDER, CONTRACT, value, creates ? code : input, gas);
    return creates ? evm.create(tx, message) : evm.call(tx, message);
  }

  private BlockContext block() {
    return new BlockContext(
        Address.ZERO, 1, 1, gas, Hash.ZERO, U256.ZERO, U256.ONE, U256.ONE, BlockHashes.NONE);
  }

  /// The state without accounts.
  private static final class Nothing implements StateReader {
    @Override
    public @Nullable Account account(Address address) {
      return null;
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
      throw new IllegalStateException("no code " + codeHash);
    }
  }
}
