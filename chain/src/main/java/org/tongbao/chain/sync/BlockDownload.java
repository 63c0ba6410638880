package org.tongbao.chain.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.core.Senders;
import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;
import tools.jackson.databind.JsonNode;

/// Fetches a peer's blocks ahead of their import, on a thread of its own: headers first, then the
/// blocks in batches of bounded size, the next batch being on its way while the senders and the
/// transactions' roots of one are computed on all cores.
final class BlockDownload implements AutoCloseable {
  /// Blocks and bytes of one request.
  static final int BATCH = 128;

  static final int BATCH_BYTES = 4 << 20;

  /// Blocks and bytes that are imported with one write.
  private static final int RUN = 64;

  private static final int RUN_BYTES = 1 << 20;
  private static final long AHEAD_BYTES = 16L << 20;

  private final HeaderDownload headers;
  private final ChainReader reader;
  private final PeerLink link;
  private final LongConsumer verifiedUpTo;
  private final BlockQueue queue = new BlockQueue(AHEAD_BYTES);
  private final Thread thread;

  /// @param verifiedUpTo hears the number of the last header whose work has been verified
  BlockDownload(
      HeaderDownload headers, ChainReader reader, PeerLink link, LongConsumer verifiedUpTo) {
    this.headers = headers;
    this.reader = reader;
    this.link = link;
    this.verifiedUpTo = verifiedUpTo;
    this.thread = Thread.ofVirtual().name("block-download").start(this::run);
  }

  /// The next blocks in a row, their senders recovered; none when there are no more.
  ///
  /// @throws PeerFault when the peer breaks a rule or does not answer
  List<SealedBlock> next() throws InterruptedException {
    return queue.take(RUN, RUN_BYTES);
  }

  private void run() {
    try {
      List<SealedHeader> run = headers.next();
      while (!run.isEmpty() && fetch(run)) {
        run = headers.next();
      }
      queue.end(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      queue.end(PeerFault.lost("the node is closing"));
    } catch (RuntimeException e) {
      queue.end(e);
    }
  }

  /// False when nobody wants the blocks any more.
  private boolean fetch(List<SealedHeader> run) throws InterruptedException {
    verifiedUpTo.accept(run.getLast().header().number());
    List<SealedHeader> wanted =
        run.stream().filter(each -> reader.header(each.header().hash()) == null).toList();
    int at = 0;
    PeerLink.Question question = ask(wanted, at);
    while (question != null) {
      List<Bytes> encoded = blocks(link.await(question), Math.min(BATCH, wanted.size() - at));
      question = ask(wanted, at + encoded.size());
      if (!handOver(encoded, wanted.subList(at, at + encoded.size()))) {
        return false;
      }
      at += encoded.size();
    }
    return true;
  }

  private PeerLink.@Nullable Question ask(List<SealedHeader> wanted, int from) {
    if (from == wanted.size()) {
      return null;
    }
    List<SealedHeader> batch = wanted.subList(from, Math.min(from + BATCH, wanted.size()));
    return link.ask(
        "tongbao_getBlocks",
        out -> {
          out.writeStartArray();
          out.writeStartArray();
          batch.forEach(each -> JsonValues.hash(out, each.header().hash()));
          out.writeEndArray();
          JsonValues.quantity(out, BATCH_BYTES);
          out.writeEndArray();
        });
  }

  private static List<Bytes> blocks(JsonNode answer, int most) {
    List<Bytes> blocks = new ArrayList<>();
    for (JsonNode each : PeerJson.items(answer, "blocks", most)) {
      blocks.add(PeerJson.data(each, "block"));
    }
    if (blocks.isEmpty()) {
      throw PeerFault.misbehaved("has no block for a header that it gave");
    }
    return blocks;
  }

  private boolean handOver(List<Bytes> encoded, List<SealedHeader> headers)
      throws InterruptedException {
    List<SealedBlock> blocks = new ArrayList<>(encoded.size());
    List<Transaction> transactions = new ArrayList<>();
    for (int i = 0; i < encoded.size(); i++) {
      SealedBlock block = block(encoded.get(i), headers.get(i));
      blocks.add(block);
      transactions.addAll(block.block().transactions());
    }
    Senders.recover(transactions);
    blocks.parallelStream().forEach(each -> each.block().transactionsRoot());
    for (int i = 0; i < blocks.size(); i++) {
      if (!queue.put(blocks.get(i), encoded.get(i).size())) {
        return false;
      }
    }
    return true;
  }

  private static SealedBlock block(Bytes encoded, SealedHeader header) {
    try {
      Block block = Block.decode(encoded);
      if (block.hash().equals(header.header().hash())) {
        return new SealedBlock(block, header.seal());
      }
    } catch (RlpException | TransactionException e) {
      throw PeerFault.misbehaved(
          HeaderDownload.name(header.header()) + " is malformed: " + e.getMessage());
    }
    throw PeerFault.misbehaved("gives another block than " + HeaderDownload.name(header.header()));
  }

  /// Stops fetching and waits until it has stopped.
  @Override
  public void close() {
    queue.close();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
