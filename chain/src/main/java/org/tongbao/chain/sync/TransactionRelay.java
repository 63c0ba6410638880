package org.tongbao.chain.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.core.Subscription;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.tx.Transaction;

/// Tells peers what is new here: transactions that came into the pool or back into it, and heads.
/// No peer is sent a transaction twice, or one that came from it.
final class TransactionRelay implements AutoCloseable {
  private static final int EVENT_CAPACITY = 4_096;

  private final Blockchain chain;
  private final TxPool pool;
  private final Peers peers;
  private final SyncOptions options;
  private final CatchUp catchUp;
  private final BiConsumer<Peer, PeerFault> drop;
  private @Nullable Subscription subscription;
  private boolean closed;

  TransactionRelay(
      Blockchain chain,
      TxPool pool,
      Peers peers,
      SyncOptions options,
      CatchUp catchUp,
      BiConsumer<Peer, PeerFault> drop) {
    this.chain = chain;
    this.pool = pool;
    this.peers = peers;
    this.options = options;
    this.catchUp = catchUp;
    this.drop = drop;
  }

  synchronized void start() {
    if (!closed) {
      subscription = chain.events().subscribe(EVENT_CAPACITY, this::hear, this::restart);
    }
  }

  /// Too much happened at once to hear all of it: peers are told of the whole pool instead.
  private void restart() {
    start();
    peers.audience().forEach(peer -> peer.outbox().wantAll());
    tellHead();
  }

  private void hear(ChainEvent event) {
    switch (event) {
      case ChainEvent.Pending news -> offer(news.transactions());
      case ChainEvent.NewHead head -> {
        offer(backInPool(head));
        if (catchUp.progress() == null) {
          tellHead();
        }
      }
    }
  }

  private void offer(List<Transaction> transactions) {
    if (!transactions.isEmpty()) {
      peers.audience().forEach(peer -> peer.outbox().offer(transactions));
    }
  }

  /// What a reorganisation took out of the chain and the pool has taken back.
  private List<Transaction> backInPool(ChainEvent.NewHead head) {
    List<Transaction> back = new ArrayList<>();
    for (StoredBlock block : head.removed().reversed()) {
      for (Transaction each : block.block().transactions()) {
        if (pool.find(each.hash()) != null) {
          back.add(each);
        }
      }
    }
    return back;
  }

  /// Announces our head to all who have not announced it to us.
  void tellHead() {
    HeadClaim head = HeadClaim.of(chain.head());
    for (Peer peer : peers.all()) {
      if (!peer.claim().hash().equals(head.hash())) {
        tellHead(peer, head);
      }
    }
  }

  private static void tellHead(Peer peer, HeadClaim head) {
    peer.link()
        .tell(
            "tongbao_newHead",
            out -> {
              out.writeStartArray();
              head.writeTo(out);
              out.writeEndArray();
            });
  }

  /// Asks a peer to pass on its transactions, from what waits there now.
  static void wantTransactions(Peer peer) {
    peer.link()
        .tell(
            "tongbao_wantTransactions",
            out -> {
              out.writeStartArray();
              out.writeEndArray();
            });
  }

  /// Sends to one peer as long as it is connected.
  void serve(Peer peer) {
    try {
      while (!peer.link().hasEnded()) {
        send(peer, peer.outbox().take(options.keepAlive()));
        if (peer.outbox().takeMissed()) {
          offerPool(peer);
        }
      }
    } catch (PeerFault fault) {
      drop.accept(peer, fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void offerPool(Peer peer) {
    if (peer.wantsTransactions()) {
      pool.content(null).executable().values().forEach(peer.outbox()::offer);
    }
  }

  /// A peer that there was nothing to tell is asked for its head: that shows whether it is there,
  /// and makes up for an announcement that was lost.
  private static void send(Peer peer, List<Transaction> batch) {
    if (!batch.isEmpty()) {
      var _ =
          peer.link()
              .request(
                  "tongbao_transactions",
                  out -> {
                    out.writeStartArray();
                    out.writeStartArray();
                    batch.forEach(each -> JsonValues.data(out, each.encoded()));
                    out.writeEndArray();
                    out.writeEndArray();
                  });
    } else if (!peer.link().hasEnded()) {
      peer.claims(
          HeadClaim.read(
              peer.link()
                  .request(
                      "tongbao_head",
                      out -> {
                        out.writeStartArray();
                        out.writeEndArray();
                      })));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Subscription open = subscription;
    if (open != null) {
      open.close();
    }
  }
}
