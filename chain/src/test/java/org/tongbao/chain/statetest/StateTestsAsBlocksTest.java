package org.tongbao.chain.statetest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.Vectors;
import org.tongbao.chain.block.BlockExecution;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Reason;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.statetest.StateTest.Post;
import org.tongbao.chain.trie.MemoryNodeStore;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.chain.trie.StateUpdate;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;

/// State tests taken as blocks of one transaction, so that the tries are changed from what they
/// were and not built anew.
class StateTestsAsBlocksTest {
  private static final int EVERY = 16;

  /// The names that execution-spec-tests has for our reasons.
  private static final Map<Reason, Set<String>> NAMES =
      Map.of(
          Reason.MALFORMED,
          Set.of(
              "INTRINSIC_GAS_TOO_LOW",
              "INTRINSIC_GAS_BELOW_FLOOR_GAS_COST",
              "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH",
              "TYPE_3_TX_ZERO_BLOBS",
              "TYPE_3_TX_CONTRACT_CREATION",
              "TYPE_4_TX_CONTRACT_CREATION",
              "TYPE_4_EMPTY_AUTHORIZATION_LIST",
              "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS",
              "INITCODE_SIZE_EXCEEDED",
              "NONCE_IS_MAX",
              "GASLIMIT_PRICE_PRODUCT_OVERFLOW"),
          Reason.INSUFFICIENT_FUNDS,
          Set.of("INSUFFICIENT_ACCOUNT_FUNDS"),
          Reason.SENDER_HAS_CODE,
          Set.of("SENDER_NOT_EOA"),
          Reason.MAX_FEE_BELOW_BASE_FEE,
          Set.of("INSUFFICIENT_MAX_FEE_PER_GAS"),
          Reason.MAX_BLOB_FEE_BELOW_BASE_FEE,
          Set.of("INSUFFICIENT_MAX_FEE_PER_BLOB_GAS"),
          Reason.GAS_LIMIT_ABOVE_CAP,
          Set.of("GAS_LIMIT_EXCEEDS_MAXIMUM"),
          Reason.BLOB_GAS_ABOVE_BLOCK,
          Set.of("TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED"),
          Reason.TOO_MANY_BLOBS,
          Set.of("TYPE_3_TX_BLOB_COUNT_EXCEEDED"));

  /// A state test in tries of its own.
  private static final class Run {
    private final StateTest test;
    private final MemoryNodeStore store = new MemoryNodeStore();
    private final StateTrie trie = new StateTrie(store, new NodeCache(0));
    private final StateUpdate before;

    Run(StateTest test) {
      this.test = test;
      before = trie.apply(Hash.EMPTY_TRIE_ROOT, test.pre().fromNothing());
      store.apply(before.changes());
    }

    BlockExecution begin() {
      BlockContext context = test.environment().context(test.rules());
      BlockHeader parent = BlockHeader.builder().stateRoot(before.root()).build();
      BlockHeader draft =
          BlockHeader.builder()
              .coinbase(context.coinbase())
              .number(context.number())
              .timestamp(context.timestamp())
              .gasLimit(context.gasLimit())
              .mixHash(context.prevRandao())
              .baseFeePerGas(context.baseFee())
              .excessBlobGas(test.environment().excessBlobGas())
              .build();
      ParentState state = new ParentState(parent, test.pre(), trie, context.blockHashes());
      return new BlockExecution(test.rules(), draft, state, Tracer.NONE);
    }
  }

  private static List<StateTest> tests() {
    Path file = Vectors.path("ethereum/state-tests-osaka.jsonl.gz");
    List<StateTest> tests = new ArrayList<>();
    int[] count = {0};
    FixtureReader.read(
        file,
        (name, fields) -> {
          boolean refusal =
              fields
                  .get("post")
                  .get("Osaka")
                  .list(post -> post.find("expectException") != null)
                  .contains(true);
          if (refusal || count[0]++ % EVERY == 0) {
            tests.add(StateTest.parse(name, fields));
          }
        });
    return tests;
  }

  @Test
  void changedTriesHaveTheRootOfTheFixtureAndCanBeUndone() {
    Map<String, Integer> refusals = new TreeMap<>();
    for (StateTest test : tests()) {
      for (Post post : test.posts()) {
        Run run = new Run(test);
        BlockExecution execution = run.begin();
        String name = post.exception();
        if (name == null) {
          assertThat(execution.add(decode(post))).isInstanceOf(TransactionResult.Executed.class);
        } else {
          refusals.merge(refused(execution, post, name), 1, Integer::sum);
        }
        BlockResult result = execution.finish(U256.ZERO);
        assertThat(result.stateUpdate().root()).as(test.name()).isEqualTo(post.stateRoot());
        run.store.apply(result.stateUpdate().changes());
        run.store.undo(result.stateUpdate().changes());
        run.store.undo(run.before.changes());
        assertThat(run.store.size()).isZero();
      }
    }
    assertThat(refusals.keySet()).hasSizeGreaterThan(10);
  }

  private static Transaction decode(Post post) {
    return Transaction.decode(requireNonNull(post.encoded()));
  }

  /// The transaction is refused for one of the reasons that the fixture names.
  private static String refused(BlockExecution execution, Post post, String names) {
    Set<String> expected = Set.of(names.replace("TransactionException.", "").split("\\|"));
    Reason reason;
    try {
      TransactionResult result = execution.add(decode(post));
      assertThat(result).isInstanceOf(Refused.class);
      reason = ((Refused) result).reason();
    } catch (TransactionException malformed) {
      reason = Reason.MALFORMED;
    }
    assertThat(NAMES.get(reason)).as(reason.toString()).containsAnyElementsOf(expected);
    return names;
  }
}
