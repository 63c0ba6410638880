package org.tongbao.chain.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

@Timeout(60)
class SyncTest {
  private static final Address PAYEE =
      Address.fromHex("0x00000000000000000000000000000000000000aa");

  @TempDir Path folder;
  private final List<TestNode> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(TestNode::close);
  }

  private TestNode node(String name) {
    return node(name, TestNode.QUICK);
  }

  private TestNode node(String name, SyncOptions options) {
    TestNode node = TestNode.open(folder.resolve(name), options);
    nodes.add(node);
    return node;
  }

  @Test
  void aNewNodeFetchesAndVerifiesTheWholeChain() {
    TestNode old = node("old");
    for (int i = 0; i < 30; i++) {
      old.offer(Chains.payment(0, i, PAYEE, 1 + i));
      old.offer(Chains.store(1, i, i, 7));
      old.mine();
    }
    TestNode young = node("young").connect(old);
    young.awaitHead(old.head());
    try (var state = young.chain.reader().stateAtHead()) {
      assertThat(requireNonNull(state.account(PAYEE)).balance()).isEqualTo(U256.of(465));
    }
    young.awaitNews("in step with the network at block 30");
    assertThat(young.network.progress()).isNull();
    assertThat(call(young, "eth_syncing")).contains("\"result\":false");
    assertThat(call(young, "net_peerCount")).contains("\"result\":\"0x1\"");
    assertThat(call(old, "net_peerCount")).contains("\"result\":\"0x1\"");
  }

  @Test
  void minedBlocksSpreadOverThreeNodesInBothDirections() {
    TestNode first = node("first");
    TestNode second = node("second").connect(first);
    TestNode third = node("third").connect(second);
    second.awaitPeers(2);
    for (int round = 0; round < 3; round++) {
      for (TestNode miner : nodes) {
        Hash mined = miner.mine();
        nodes.forEach(node -> node.awaitHead(mined));
      }
    }
    assertThat(third.number()).isEqualTo(9);
    assertThat(nodes).allSatisfy(node -> assertThat(node.news.toString()).doesNotContain("dropp"));
  }

  @Test
  void transactionsSpreadInBothDirectionsAndAlsoThoseFromBeforeTheConnection() {
    TestNode first = node("first");
    TestNode second = node("second");
    TestNode third = node("third");
    Transaction early = Chains.payment(0, 0, PAYEE, 1);
    first.offer(early);
    second.connect(first);
    third.connect(second);
    third.await("the transaction from before", () -> third.waits(early));
    Transaction forth = Chains.payment(1, 0, PAYEE, 1);
    first.offer(forth);
    third.await("the transaction of the first", () -> third.waits(forth));
    Transaction back = Chains.payment(2, 0, PAYEE, 1);
    third.offer(back);
    first.await("the transaction of the third", () -> first.waits(back));
    Hash mined = third.mine();
    first.awaitHead(mined);
    assertThat(List.of(early, forth, back)).allMatch(first::isMined);
    assertThat(first.pool.executableCount()).isZero();
  }

  @Test
  void aPartitionHealsByWorkAndTransactionsGoBackToThePools() {
    TestNode less = node("less");
    TestNode more = node("more");
    Transaction onBoth = Chains.payment(0, 0, PAYEE, 1);
    Transaction onOne = Chains.payment(1, 0, PAYEE, 1);
    less.offer(onBoth);
    less.offer(onOne);
    less.mine(2);
    more.offer(onBoth);
    more.mine(3);
    less.connect(more);
    less.awaitHead(more.head());
    assertThat(less.number()).isEqualTo(3);
    assertThat(less.isMined(onOne)).isFalse();
    assertThat(less.isMined(onBoth)).isTrue();
    assertThat(less.waits(onOne)).isTrue();
    more.await("the transaction that went back", () -> more.waits(onOne));
    Hash mined = more.mine();
    less.awaitHead(mined);
    assertThat(less.isMined(onOne)).isTrue();
  }

  @Test
  void theNodeWithLessWorkFollowsAlsoWhenTheOtherConnected() {
    TestNode less = node("less");
    TestNode more = node("more");
    less.mine(1);
    more.mine(5);
    more.connect(less);
    less.awaitHead(more.head());
  }

  @Test
  void aSyncThatWasInterruptedGoesOnWhereItWas() {
    TestNode old = node("old");
    old.mine(1_500);
    TestNode young = TestNode.open(folder.resolve("young")).connect(old);
    young.await("block 100", () -> young.number() >= 100);
    young.close();
    TestNode again = node("young");
    long reached = again.number();
    assertThat(reached).isBetween(100L, 1_499L);
    again.connect(old);
    again.awaitHead(old.head());
    assertThat(again.awaitNews("connected")).contains("at block 1,500");
  }

  @Test
  void connectsAgainToANodeThatComesBack() {
    TestNode old = node("old");
    TestNode young = node("young").connect(old);
    young.awaitPeers(1);
    int port = old.port();
    nodes.remove(old);
    old.close();
    young.awaitPeers(0);
    TestNode back = new TestNode(folder.resolve("old"), Chains.genesis(), TestNode.QUICK, port);
    nodes.add(back);
    young.awaitPeers(1);
    young.awaitHead(back.mine());
  }

  @Test
  void hasNoMorePeersThanItWants() {
    TestNode shy = node("shy", TestNode.QUICK.withPeers(List.of(), 1));
    TestNode first = node("first").connect(shy);
    first.awaitPeers(1);
    TestNode second = node("second").connect(shy);
    second.awaitNews("there are 1 peers, the limit");
    assertThat(shy.network.peers()).isEqualTo(1);
    assertThat(second.network.peers()).isZero();
  }

  @Test
  void aNodeIsNoPeerOfItself() {
    TestNode node = node("node");
    node.connect(node);
    node.awaitNews("is this node itself");
    assertThat(node.network.peers()).isZero();
  }

  @Test
  void twoNodesThatDialEachOtherCountOnce() {
    TestNode first = node("first");
    TestNode second = node("second").connect(first);
    first.connect(second);
    first.awaitNews("peer ws://");
    Hash mined = first.mine();
    second.awaitHead(mined);
    first.offer(Chains.payment(0, 0, PAYEE, 1));
    second.await("the transaction", () -> second.pool.executableCount() == 1);
    assertThat(first.network.peers()).isEqualTo(1);
    assertThat(second.network.peers()).isEqualTo(1);
  }

  @Test
  void transactionsThatWaitedForANonceSpreadOnceItComes() {
    TestNode first = node("first");
    TestNode second = node("second").connect(first);
    second.awaitPeers(1);
    for (int nonce = 19; nonce >= 0; nonce--) {
      first.offer(Chains.payment(0, nonce, DevKeys.address(1), 1));
    }
    second.await("all twenty", () -> second.pool.executableCount() == 20);
  }

  private static String call(TestNode node, String method) {
    String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\"}".formatted(method);
    return new String(node.rpc.handle(request.getBytes(UTF_8), RpcSession.REQUEST_ONLY), UTF_8);
  }
}
