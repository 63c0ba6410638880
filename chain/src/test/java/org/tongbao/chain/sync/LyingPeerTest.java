package org.tongbao.chain.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.BlockFactory;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Every way in which a peer can be wrong: it is dropped with the reason in one line, and the chain
/// is as if it had never been there.
@Timeout(60)
class LyingPeerTest {
  private static final Address MINER =
      Address.fromHex("0x00000000000000000000000000000000000000cc");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long LATE = Chains.start() + 1_000_000;

  @TempDir Path folder;
  private final BlockFactory factory = new BlockFactory(Chains.genesis());
  private TestNode node;
  private ScriptedPeer liar;
  private @Nullable BlockHeader lastCheap;

  @BeforeEach
  void open() {
    node = TestNode.open(folder.resolve("node"));
    liar = new ScriptedPeer(factory.genesis(), Chains.CHAIN_ID);
  }

  @AfterEach
  void close() {
    liar.close();
    node.close();
  }

  /// Blocks in a row after the first, with a payment each; the last one changed before its seal.
  private List<SealedBlock> blocks(int count, UnaryOperator<BlockHeader.Builder> changeOfLast) {
    List<SealedBlock> blocks = new ArrayList<>();
    BlockHeader parent = factory.genesis();
    for (int i = 0; i < count; i++) {
      List<Transaction> payment = List.of(Chains.payment(0, i, MINER, 1));
      UnaryOperator<BlockHeader.Builder> change = i == count - 1 ? changeOfLast : same -> same;
      blocks.add(factory.after(parent, MINER, LATE, payment, change));
      parent = blocks.getLast().block().header();
    }
    return blocks;
  }

  private List<SealedBlock> blocks(int count) {
    return blocks(count, same -> same);
  }

  private static Hash wrong() {
    return Hash.fromHex("0x" + "ab".repeat(32));
  }

  /// Connects, and expects the peer to be dropped for this reason with so many blocks taken.
  private void expectDrop(String reason, int blocksTaken) {
    node.network.connect(liar.address());
    String line = node.awaitNews("dropped for");
    assertThat(line).contains(liar.address().toString()).contains(reason).doesNotContain("\n");
    assertThat(node.number()).isEqualTo(blocksTaken);
  }

  @Test
  void theScriptItselfIsGoodEnoughToBeFollowed() {
    liar.gives(blocks(5));
    node.network.connect(liar.address());
    node.awaitHead(blocks(5).getLast().block().hash());
    assertThat(node.news).noneMatch(line -> line.contains("dropped"));
  }

  @Test
  void aWrongStateRoot() {
    liar.gives(blocks(4, header -> header.stateRoot(wrong())));
    expectDrop("state root " + wrong(), 3);
  }

  @Test
  void aWrongReceiptsRoot() {
    liar.gives(blocks(4, header -> header.receiptsRoot(wrong())));
    expectDrop("receipts root " + wrong(), 3);
  }

  @Test
  void wrongGasUsed() {
    liar.gives(blocks(4, header -> header.gasUsed(21_001)));
    expectDrop("gas used 21001", 3);
  }

  @Test
  void aWrongSeal() {
    List<SealedBlock> blocks = blocks(4);
    SealedBlock last = blocks.removeLast();
    blocks.add(new SealedBlock(last.block(), blocks.getFirst().seal()));
    liar.gives(blocks);
    expectDrop("seal: ", 0);
  }

  @Test
  void aWrongDifficulty() {
    liar.gives(blocks(4, header -> header.difficulty(U256.of(2))));
    expectDrop("difficulty 2 instead of 1", 0);
  }

  @Test
  void transactionsThatTheHeaderDoesNotCommitTo() {
    List<SealedBlock> blocks = blocks(2);
    Block emptied = new Block(blocks.getLast().block().header(), List.of());
    liar.gives(List.of(blocks.getFirst(), new SealedBlock(emptied, blocks.getLast().seal())));
    expectDrop("transactions root", 1);
  }

  @Test
  void anotherBlockThanItsHeader() {
    List<SealedBlock> blocks = blocks(2);
    String first = '"' + blocks.getFirst().block().encoded().toHex() + '"';
    liar.gives(blocks).answers("tongbao_getBlocks", params -> "[" + first + "," + first + "]");
    expectDrop("gives another block than block 2", 0);
  }

  @Test
  void headersWithoutBlocks() {
    liar.gives(blocks(3)).answers("tongbao_getBlocks", params -> "[]");
    expectDrop("has no block for a header that it gave", 0);
  }

  @Test
  void headersThatDoNotFollowOneAnother() {
    List<SealedBlock> blocks = blocks(3);
    liar.gives(blocks)
        .answers(
            "tongbao_getHeaders",
            params ->
                ScriptedPeer.headers(
                    factory.genesis(), List.of(blocks.getFirst(), blocks.getLast())));
    expectDrop("headers that do not follow one another", 0);
  }

  @Test
  void moreHeadersThanWereAsked() {
    SealedBlock block = blocks(1).getFirst();
    List<SealedBlock> many = Collections.nCopies(HeaderDownload.WINDOW + 1, block);
    liar.gives(List.of(block))
        .answers("tongbao_getHeaders", params -> ScriptedPeer.headers(factory.genesis(), many));
    expectDrop("gives 513 headers, over 512", 0);
  }

  @Test
  void moreWorkClaimedThanShown() {
    liar.gives(blocks(2)).claims(U256.of(1_000_000));
    expectDrop("claims a total work of 1000000 and shows 33", 2);
  }

  @Test
  void nothingInCommon() {
    liar.gives(blocks(1))
        .answers("tongbao_getHeaders", params -> "{\"ancestor\":null,\"headers\":[]}");
    expectDrop("has no block in common", 0);
  }

  @Test
  void aCommonBlockThatNobodyAskedAbout() {
    liar.gives(blocks(1))
        .answers(
            "tongbao_getHeaders",
            params -> "{\"ancestor\":\"%s\",\"headers\":[]}".formatted(wrong()));
    expectDrop("names a common block that we did not ask about", 0);
  }

  @Test
  void anotherFirstBlock() {
    BlockHeader other = factory.genesis().toBuilder().extraData(Bytes.fromHex("0x01")).build();
    liar.answers("tongbao_hello", params -> liar.hello(Chains.CHAIN_ID, other));
    expectDrop("began with block " + other.hash(), 0);
  }

  @Test
  void anotherChainId() {
    liar.answers("tongbao_hello", params -> liar.hello(U256.of(5), factory.genesis()));
    expectDrop("is of chain 5, not 31337", 0);
  }

  @Test
  void noAnswer() {
    liar.gives(blocks(2)).answers("tongbao_getHeaders", params -> null);
    expectDrop("stalls: no answer to tongbao_getHeaders in 2 s", 0);
  }

  @Test
  void noAnswerInTheMiddle() {
    liar.gives(blocks(2)).answers("tongbao_getBlocks", params -> null);
    expectDrop("stalls: no answer to tongbao_getBlocks", 0);
  }

  @Test
  void aGiantAnswer() {
    String giant = '"' + "x".repeat(OutboundConnection.MAX_MESSAGE) + '"';
    liar.gives(blocks(2)).answers("tongbao_getHeaders", params -> giant);
    expectDrop("sends a message of over", 0);
  }

  @Test
  void nonsense() {
    liar.gives(blocks(2)).answers("tongbao_getHeaders", params -> "{\"ancestor\":7}");
    expectDrop("gives no common block", 0);
  }

  @Test
  void aTransactionThatNoNodeWouldHaveTaken() {
    node.network.connect(liar.address());
    node.await("the question for transactions", () -> asked("tongbao_wantTransactions"));
    Transaction foreign =
        UnsignedTransaction.legacy(U256.of(5))
            .gasPrice(U256.ZERO)
            .gasLimit(21_000)
            .to(MINER)
            .value(U256.ONE)
            .build()
            .sign(DevKeys.key(0));
    liar.says("tongbao_transactions", "[[\"" + foreign.encoded().toHex() + "\"]]");
    assertThat(node.awaitNews("dropped for")).contains("invalid chain id for signer");
  }

  @Test
  void endlessHeadersOfABranchWithLittleWork() {
    node.close();
    Genesis hard = hardAtFirst();
    BlockFactory ours = new BlockFactory(hard);
    node = new TestNode(folder.resolve("hard"), hard, TestNode.QUICK, 0);
    BlockHeader parent = ours.genesis();
    for (int i = 0; i < 10; i++) {
      SealedBlock block = ours.after(parent, MINER, Chains.start(), List.of());
      node.chain.importBlock(block);
      parent = block.block().header();
    }
    liar.close();
    liar = new ScriptedPeer(ours.genesis(), Chains.CHAIN_ID);
    liar.claims(U256.of(1_000_000))
        .answers("tongbao_getHeaders", params -> cheapHeaders(ours, params.get(0)));
    expectDrop("endless headers", 10);
    assertThat(liar.asked).doesNotContain("tongbao_getBlocks");
  }

  /// 512 headers more of the easiest difficulty, valid as far as a header can be.
  private String cheapHeaders(BlockFactory ours, JsonNode locator) {
    BlockHeader last = lastCheap;
    BlockHeader parent =
        last != null && locator.get(0).asString().equals(last.hash().toHex())
            ? last
            : ours.genesis();
    BlockHeader ancestor = parent;
    List<SealedBlock> headers = new ArrayList<>();
    for (int i = 0; i < HeaderDownload.WINDOW; i++) {
      parent = ours.consensus().draft(parent, MINER, LATE).build();
      headers.add(ours.seal(new Block(parent, List.of())));
    }
    lastCheap = parent;
    return ScriptedPeer.headers(ancestor, headers);
  }

  /// Each block of our chain is worth 4,096 of the easiest.
  private static Genesis hardAtFirst() {
    Genesis easy = Chains.genesis();
    return new Genesis(
        easy.spec(),
        U256.of(4_096),
        easy.gasLimit(),
        easy.timestamp(),
        easy.extraData(),
        easy.coinbase(),
        easy.baseFeePerGas(),
        easy.accounts());
  }

  private boolean asked(String method) {
    return liar.asked.contains(method);
  }

  @Test
  void aBranchFromBeforeTheKeptStateIsLeftWithTheReason() {
    node.close();
    node = TestNode.open(folder.resolve("short"), TestNode.QUICK.withDeepestReorg(3));
    node.mine(6);
    liar.gives(blocks(8));
    expectDrop("its chain left ours 6 blocks ago, after block 0", 6);
    assertThat(liar.asked).doesNotContain("tongbao_getBlocks");
  }

  @Test
  void isTakenBackAfterTheBanWhenItIsRightThen() {
    liar.gives(blocks(4, header -> header.stateRoot(wrong())));
    expectDrop("state root", 3);
    try (TestNode honest = TestNode.open(folder.resolve("honest"))) {
      honest.mine(8);
      liar.becomesHonest(honest.rpc);
      node.awaitHead(honest.head());
    }
    assertThat(node.awaitNews("connected, at block 8")).contains(liar.address().toString());
  }

  @Test
  void aLiarThatConnectedByItselfIsDroppedAndKeptAwayToo() {
    SyncOptions strict =
        TestNode.QUICK.withTimes(
            Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMillis(20), LONG);
    liar.gives(blocks(4, header -> header.stateRoot(wrong())));
    try (TestNode visited = TestNode.open(folder.resolve("visited"), strict);
        HttpClient http = HttpClient.newHttpClient()) {
      PeerLink first = visit(visited, http);
      assertThat(first.request("tongbao_hello", this::writeHello).path("nodeId").isString())
          .isTrue();
      assertThat(visited.awaitNews("dropped for 5 min"))
          .contains("peer 127.0.0.1:")
          .contains("state root " + wrong());
      assertThat(visited.number()).isEqualTo(3);
      PeerLink again = visit(visited, http);
      assertThatThrownBy(() -> again.request("tongbao_hello", this::writeHello))
          .isInstanceOf(PeerFault.class)
          .hasMessageContaining("is banned for breaking a rule");
      assertThat(visited.network.peers()).isZero();
      again.end(PeerFault.lost("the test is over"));
    }
  }

  /// Opens a connection to a node, over which the liar answers.
  private PeerLink visit(TestNode visited, HttpClient http) {
    OutboundConnection connection = new OutboundConnection(visited.address(), liar);
    connection.open(http, LONG);
    return new PeerLink(connection, LONG);
  }

  private void writeHello(JsonGenerator out) {
    out.writeStartArray();
    out.writeRawValue(liar.hello(Chains.CHAIN_ID, factory.genesis()));
    out.writeEndArray();
  }

  @Test
  void anotherPeerGivesWhatTheLiarHeldBack() {
    try (TestNode honest = TestNode.open(folder.resolve("honest"))) {
      honest.mine(4);
      liar.gives(blocks(6)).answers("tongbao_getBlocks", params -> null);
      node.network.connect(liar.address());
      node.awaitPeers(1);
      node.connect(honest);
      node.awaitHead(honest.head());
    }
    assertThat(node.awaitNews("dropped for")).contains("stalls");
  }

  @Test
  void aPeerIsNeverSentATransactionThatItSentItself() {
    Transaction theirs = Chains.payment(0, 0, MINER, 1);
    Transaction ours = Chains.payment(1, 0, MINER, 1);
    List<String> sent = new CopyOnWriteArrayList<>();
    liar.answers(
        "tongbao_transactions",
        params -> {
          params.get(0).forEach(each -> sent.add(each.asString()));
          return "true";
        });
    node.network.connect(liar.address());
    node.await("the question for transactions", () -> asked("tongbao_wantTransactions"));
    liar.says("tongbao_wantTransactions", "[]");
    liar.says("tongbao_transactions", "[[\"" + theirs.encoded().toHex() + "\"]]");
    node.await("the peer's transaction", () -> node.waits(theirs));
    node.offer(ours);
    node.await("our transaction to be sent", () -> !sent.isEmpty());
    assertThat(sent).containsExactly(ours.encoded().toHex());
  }
}
