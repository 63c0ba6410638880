package org.tongbao.chain.statetest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.TransactionProcessor;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.block.TransactionResult.Reason;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.state.WorldState;
import org.tongbao.chain.statetest.StateTest.Post;
import org.tongbao.chain.trie.MemoryState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;

/// Executes the transactions of a state test and compares everything the fixture says.
final class StateTestRunner {
  private static final int SHOWN_FRAMES = 8;

  private final StateTest test;
  private final @Nullable TraceWriter trace;
  private final List<String> problems = new ArrayList<>();

  private StateTestRunner(StateTest test, @Nullable TraceWriter trace) {
    this.test = test;
    this.trace = trace;
  }

  /// Runs one transaction of `test`.
  ///
  /// @throws FixtureException when a field of the transaction is no value at all
  static CaseResult run(StateTest test, Post post, @Nullable TraceWriter trace) {
    StateTestRunner runner = new StateTestRunner(test, trace);
    try {
      runner.run(post);
    } catch (FixtureException unusable) {
      throw unusable;
    } catch (RuntimeException | StackOverflowError bug) {
      runner.problems.add("failed with " + bug);
      Stream.of(bug.getStackTrace())
          .limit(SHOWN_FRAMES)
          .forEach(frame -> runner.problems.add("  at " + frame));
    }
    return new CaseResult(name(test, post), runner.problems);
  }

  private static String name(StateTest test, Post post) {
    return test.name() + " [" + post.indexes() + "]";
  }

  private void run(Post post) {
    WorldState world = new WorldState(test.pre());
    TransactionResult result = execute(post, world);
    compareOutcome(post, result);
    List<Log> logs = result instanceof Executed executed ? executed.receipt().logs() : List.of();
    compare("logs hash", post.logsHash(), logsHash(logs));
    MemoryState after = test.pre().with(world.changes());
    Hash root = after.root();
    if (trace != null) {
      trace.finish(name(test, post), result, root);
    }
    if (!root.equals(post.stateRoot())) {
      compare("state root", post.stateRoot(), root);
      if (post.state() == null) {
        problems.add("the fixture has no state to compare; the transaction changed:");
        problems.addAll(StateDifference.change(test.pre(), after));
      } else {
        problems.addAll(StateDifference.of(post.state(), after));
      }
    }
  }

  private TransactionResult execute(Post post, WorldState world) {
    Transaction transaction;
    try {
      transaction = transaction(post);
    } catch (TransactionException | RlpException malformed) {
      return new Refused(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
    }
    BlockContext block = test.environment().context(test.rules());
    Tracer tracer = trace == null ? Tracer.NONE : trace.tracer();
    return new TransactionProcessor(test.rules(), world, block, tracer).execute(transaction);
  }

  /// The transaction as encoded in the fixture, compared with its fields; without an encoding, made
  /// of the fields.
  private Transaction transaction(Post post) {
    Bytes encoded = post.encoded();
    if (encoded == null) {
      return required(test.template().sign(post.indexes(), true));
    }
    Transaction decoded = Transaction.decode(encoded);
    Transaction signed = test.template().sign(post.indexes(), decoded.chainId() != null);
    if (signed != null) {
      compare("transaction hash", signed.hash(), decoded.hash());
    }
    Address sender = test.template().sender();
    if (sender != null) {
      compare("sender", sender, decoded.sender());
    }
    return decoded;
  }

  private Transaction required(@Nullable Transaction signed) {
    if (signed == null) {
      throw test.template().fields().problem("lacks secretKey, and the post has no txbytes");
    }
    return signed;
  }

  private void compareOutcome(Post post, TransactionResult result) {
    if (result instanceof Refused refused && post.exception() == null) {
      problems.add("refused (" + refused.reason() + "): " + refused.message());
    } else if (result instanceof Executed && post.exception() != null) {
      problems.add("executed, although it must be refused with " + post.exception());
    }
  }

  private void compare(String what, Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      problems.add("%s: expected %s, actual %s".formatted(what, expected, actual));
    }
  }

  private static Hash logsHash(List<Log> logs) {
    RlpWriter out = new RlpWriter().beginList();
    logs.forEach(log -> log.writeTo(out));
    return out.endList().keccak256();
  }
}
