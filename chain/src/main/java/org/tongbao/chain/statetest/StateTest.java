package org.tongbao.chain.statetest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BaseFee;
import org.tongbao.chain.block.BlobSchedule;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.Fork;
import org.tongbao.chain.statetest.TransactionTemplate.Indexes;
import org.tongbao.chain.trie.MemoryState;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A state test: one block environment, one state, and transactions of which each has an expected
/// outcome.
record StateTest(
    String name,
    ChainRules rules,
    Environment environment,
    MemoryState pre,
    TransactionTemplate template,
    List<Post> posts) {
  private static final String FORK = "Osaka";

  /// What one transaction must lead to.
  ///
  /// @param encoded the signed transaction, null when the fixture has none
  /// @param exception why the transaction must be refused, null when it must be executed
  /// @param state the whole state afterwards, null when the fixture has only its root
  record Post(
      Indexes indexes,
      Hash stateRoot,
      Hash logsHash,
      @Nullable Bytes encoded,
      @Nullable String exception,
      @Nullable MemoryState state) {
    static Post parse(Fields post) {
      return new Post(
          Indexes.parse(post.get("indexes")),
          post.get("hash").hash(),
          post.get("logs").hash(),
          post.find("txbytes", Fields::bytes, null),
          post.find("expectException", Fields::text, null),
          post.find("state", FixtureState::parse, null));
    }
  }

  /// Reads a test; its outcomes of other forks are left out.
  static StateTest parse(String name, Fields test) {
    Fields config = test.find("config");
    BlobSchedule blobs = blobs(config);
    U256 chainId = config == null ? U256.ONE : config.find("chainid", Fields::u256, U256.ONE);
    Fields posts = test.get("post").find(FORK);
    return new StateTest(
        name,
        new ChainRules(chainId, Fork.OSAKA, BaseFee.NONE, blobs),
        Environment.parse(test.get("env"), blobs),
        FixtureState.parse(test.get("pre")),
        new TransactionTemplate(test.get("transaction"), chainId),
        posts == null ? List.of() : posts.list(Post::parse));
  }

  private static BlobSchedule blobs(@Nullable Fields config) {
    Fields schedules = config == null ? null : config.find("blobSchedule");
    Fields schedule = schedules == null ? null : schedules.find(FORK);
    if (schedule == null) {
      return BlobSchedule.OSAKA;
    }
    int target = schedule.get("target").index();
    int max = schedule.get("max").index();
    long fraction = schedule.get("baseFeeUpdateFraction").uint64();
    if (max < target || fraction <= 0) {
      throw schedule.problem("is no blob schedule");
    }
    return new BlobSchedule(target, max, fraction);
  }
}
