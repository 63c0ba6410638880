package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.ledger.index.Indexer;
import org.tongbao.ledger.index.IndexerOptions;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.rpc.WebSocketTransport;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.primitives.Address;

class OwnIndexerTest extends IndexerSuite {
  private static final Address ELSEWHERE =
      Address.fromHex("0x00000000000000000000000000000000000e15e0");

  @Override
  TestNetwork start() {
    return new OwnNetwork();
  }

  private OwnNetwork network() {
    return (OwnNetwork) shop().network;
  }

  /// Lets the chain go another way from here; calls `before` and `after` while it stands still.
  private void reorganise(int lost, int replaced, Runnable before, Runnable after) {
    try (var other = new OwnNetwork(ELSEWHERE)) {
      other.pause();
      network().sendBlocksTo(other);
      for (int i = 0; i < lost; i++) {
        shop().give(shop().buyer.address(), 5);
      }
      network().pause();
      before.run();
      other.mine(replaced);
      other.sendBlocksTo(network());
      after.run();
    } finally {
      network().resume();
    }
    // The transactions of the lost blocks are mined again before this one of the same account.
    shop().give(shop().buyer.address(), 5);
  }

  @Test
  void followsReorganisationsHoweverItReadsAndWhateverDies() {
    Book one = Book.reliable();
    Book ranges = Book.reliable();
    Book dying = new Book(new Random(7), true);
    Indexer indexer = indexer(one, IndexerOptions.DEFAULT);
    Indexer inRanges = indexer(ranges, IndexerOptions.DEFAULT.withRanges(5, 1));
    Runnable catchUp =
        () -> {
          indexer.catchUp();
          inRanges.catchUp();
          catchUpThroughFailures(dying);
          for (Book each : new Book[] {one, ranges, dying}) {
            assertThat(each.logs()).isEqualTo(truth());
          }
        };
    reorganise(4, 9, catchUp, catchUp);
    assertThat(one.removals()).isGreaterThanOrEqualTo(4);
    assertThat(ranges.removals()).isPositive();
  }

  private void catchUpThroughFailures(Book book) {
    boolean done = false;
    while (!done) {
      try {
        indexer(book, IndexerOptions.DEFAULT).catchUp();
        done = true;
      } catch (Book.Died e) {
        assertThat(book.failures()).isLessThan(1_000);
      }
    }
  }

  @Test
  void aNodeThatIsBehindTakesNothingBack() {
    Book book = Book.reliable();
    try (var behind = new OwnNetwork()) {
      network().sendBlocksTo(behind);
      network().mine(2);
      indexer(book, IndexerOptions.DEFAULT).catchUp();
      Indexer there = new Indexer(behind.client(), contracts(), book, IndexerOptions.DEFAULT);
      assertThat(there.catchUp()).isZero();
    }
    assertThat(book.removals()).isZero();
  }

  @Test
  void wakesWhenTheNodeTellsOfANewHead() throws Exception {
    Book book = Book.reliable();
    RpcServer server = network().serve(0);
    var options = IndexerOptions.DEFAULT.withPollInterval(Duration.ofHours(1));
    try (var transport =
            new WebSocketTransport(
                URI.create("ws://127.0.0.1:" + server.port()), RpcLimits.DEFAULT);
        Indexer indexer = indexer(book, options);
        AutoCloseable heads = indexer.wakeBy(transport)) {
      assertThat(heads).isNotNull();
      indexer.start();
      shop().give(shop().buyer.address(), 1);
      long head = shop().client.blockNumber();
      assertThat(
              Polling.until(
                  Duration.ofSeconds(20),
                  () -> book.cursor().filter(block -> block.number() >= head)))
          .isNotEqualTo(Optional.empty());
    } finally {
      server.close();
    }
    assertThat(book.logs()).isEqualTo(truth());
  }
}
