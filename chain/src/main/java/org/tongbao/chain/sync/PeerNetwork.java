package org.tongbao.chain.sync;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.pool.PoolRefusal;
import org.tongbao.chain.pool.PoolResult;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.RpcDispatcher;
import org.tongbao.chain.rpc.RpcError;
import org.tongbao.chain.rpc.RpcException;
import org.tongbao.chain.rpc.RpcLimits;
import org.tongbao.chain.rpc.RpcMethod;
import org.tongbao.chain.rpc.RpcModule;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;

/// A node among others: keeps connections, follows the chain with the most work, passes
/// transactions on both ways, and keeps those away that break a rule. Thread-safe.
///
/// Two nodes speak JSON-RPC over one WebSocket, whichever opened it: both ask, both answer.
public final class PeerNetwork implements SyncStatus, RpcModule, AutoCloseable {
  private final Blockchain chain;
  private final TxPool pool;
  private final SyncOptions options;
  private final Consumer<String> news;
  private final Bytes nodeId = randomId();
  private final Hash genesis;
  private final BanList bans = new BanList();
  private final Peers peers;
  private final CatchUp catchUp;
  private final TransactionRelay relay;
  private final PeerMethods methods;
  private final RpcDispatcher answers;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;
  private final List<Dialer> dialers = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /// @param news hears, one line each, what the operator should know
  public PeerNetwork(
      Blockchain chain, TxPool pool, SyncOptions options, Clock clock, Consumer<String> news) {
    this.chain = chain;
    this.pool = pool;
    this.options = options;
    this.news = news;
    this.genesis = firstHash(chain);
    this.peers = new Peers(nodeId, options.maxPeers());
    this.catchUp =
        new CatchUp(chain, peers, clock, options.deepestReorg(), this::drop, this::caughtUp, news);
    this.relay = new TransactionRelay(chain, pool, peers, options, catchUp, this::drop);
    this.methods = new PeerMethods(chain, this);
    Map<String, RpcMethod> offered = new HashMap<>();
    methods.register(offered);
    this.answers = new RpcDispatcher(offered, RpcLimits.DEFAULT);
    this.http = HttpClient.newBuilder().executor(workers).connectTimeout(options.timeout()).build();
  }

  private static Bytes randomId() {
    byte[] id = new byte[Greeting.NODE_ID_BYTES];
    new SecureRandom().nextBytes(id);
    return Bytes.wrap(id);
  }

  /// Begins to connect to the peers of the options, and to follow all who connect.
  public void start() {
    relay.start();
    catchUp.start();
    options.peers().forEach(this::connect);
  }

  /// Keeps a connection to this address from now on.
  public void connect(URI address) {
    Dialer dialer = new Dialer(this, webSocket(address), options);
    dialers.add(dialer);
    dialer.start();
  }

  private static URI webSocket(URI address) {
    String text = address.toString();
    return text.startsWith("http") ? URI.create("ws" + text.substring("http".length())) : address;
  }

  /// The methods by which other nodes ask this one.
  @Override
  public void register(Map<String, RpcMethod> all) {
    methods.register(all);
  }

  @Override
  public int peers() {
    return (int) peers.all().stream().map(Peer::nodeId).distinct().count();
  }

  @Override
  public @Nullable Progress progress() {
    return catchUp.progress();
  }

  BanList bans() {
    return bans;
  }

  void tell(String line) {
    if (!closed) {
      news.accept(line);
    }
  }

  private Greeting greeting() {
    return new Greeting(
        Greeting.PROTOCOL,
        nodeId,
        chain.consensus().spec().chainId(),
        genesis,
        HeadClaim.of(chain.head()));
  }

  private static Hash firstHash(Blockchain chain) {
    Hash first = chain.reader().canonicalHash(0);
    if (first == null) {
      throw new IllegalStateException("a chain without its first block");
    }
    return first;
  }

  /// Opens a connection and greets.
  ///
  /// @throws PeerFault when there is none or the other is no peer for us; it has been dropped then
  Peer dial(URI address) {
    OutboundConnection connection = new OutboundConnection(address, answers);
    connection.open(http, options.timeout());
    Peer peer = new Peer(address.toString(), true, connection, options.timeout());
    connection.onFault(fault -> drop(peer, fault));
    attach(connection, peer);
    try {
      Greeting ours = greeting();
      Greeting theirs =
          Greeting.read(
              peer.link()
                  .request(
                      "tongbao_hello",
                      out -> {
                        out.writeStartArray();
                        ours.writeTo(out);
                        out.writeEndArray();
                      }));
      admit(peer, theirs);
      return peer;
    } catch (PeerFault fault) {
      drop(peer, fault);
      throw fault;
    }
  }

  /// Answers the greeting of a node that connected to us.
  Greeting welcome(RpcSession session, Greeting theirs) {
    if (closed) {
      throw PeerFault.refused("is closing");
    }
    if (peers.of(session) != null) {
      throw PeerFault.refused("has greeted before");
    }
    String name = session.remote();
    if (!bans.remaining(inboundKey(name, theirs)).isZero()) {
      throw PeerFault.refused("is banned for breaking a rule");
    }
    Peer peer = new Peer(name, false, session, options.timeout());
    attach(session, peer);
    try {
      admit(peer, theirs);
    } catch (PeerFault fault) {
      peers.remove(session);
      throw fault;
    }
    return greeting();
  }

  private void attach(RpcSession session, Peer peer) {
    peers.attach(session, peer);
    session.onClose(
        () -> {
          peers.remove(session);
          peer.outbox().close();
          if (peer.isGreeted() && !peer.outbound()) {
            PeerFault end = peer.link().endOrNull();
            if (end == null || end.kind() != PeerFault.Kind.MISBEHAVED) {
              tell("peer %s has left".formatted(peer.name()));
            }
          }
        });
  }

  private void admit(Peer peer, Greeting theirs) {
    theirs.requireSameChain(greeting());
    peers.admit(peer, theirs);
    tell(
        "peer %s connected, at block %,d (%d peers)"
            .formatted(peer.name(), theirs.head().number(), peers()));
    workers.execute(() -> relay.serve(peer));
    if (!peer.claimsMoreThan(chain.head().totalWork())) {
      TransactionRelay.wantTransactions(peer);
    }
  }

  /// The peer of a connection.
  ///
  /// @throws RpcException when its other end has not said hello
  Peer peer(RpcSession session) {
    Peer peer = peers.of(session);
    if (peer == null) {
      throw new RpcException(RpcError.SERVER_ERROR, "this method is for nodes: say hello first");
    }
    return peer;
  }

  void hasNewHead(Peer peer, HeadClaim head) {
    peer.claims(head);
    peers.signal();
  }

  /// Takes transactions that a peer passes on.
  ///
  /// @throws PeerFault when no honest node would have
  void receive(Peer peer, List<Bytes> encoded) {
    List<Transaction> transactions = new ArrayList<>(encoded.size());
    for (Bytes each : encoded) {
      Transaction transaction = decode(each);
      peer.outbox().peerHas(transaction.hash());
      transactions.add(transaction);
    }
    if (progress() != null) {
      return; // They would be judged by a state of long ago; they are asked for again later.
    }
    List<PoolResult> results = pool.addAll(transactions);
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof PoolResult.Refused refused && isLie(refused.refusal())) {
        throw PeerFault.misbehaved(
            "passes on transaction %s: %s"
                .formatted(transactions.get(i).hash(), refused.message()));
      }
    }
  }

  private static Transaction decode(Bytes encoded) {
    try {
      return Transaction.decode(encoded);
    } catch (RlpException | TransactionException e) {
      throw PeerFault.misbehaved("passes on a malformed transaction: " + e.getMessage());
    }
  }

  /// Refusals that do not depend on a node's state or policy.
  private static boolean isLie(PoolRefusal refusal) {
    return switch (refusal) {
      case MALFORMED, INVALID_SENDER, WRONG_CHAIN, INTRINSIC_GAS -> true;
      case BLOBS_NOT_SUPPORTED,
          UNPROTECTED,
          TOO_LARGE,
          GAS_ABOVE_CAP,
          GAS_ABOVE_BLOCK,
          UNDERPRICED,
          ALREADY_KNOWN,
          NONCE_TOO_LOW,
          NONCE_GAP,
          INSUFFICIENT_FUNDS,
          SENDER_HAS_CODE,
          REPLACEMENT_UNDERPRICED,
          SENDER_FULL,
          POOL_FULL ->
          false;
    };
  }

  /// Ends the connection to a peer, and keeps it away for a while when it broke a rule.
  void drop(Peer peer, PeerFault fault) {
    PeerFault earlier = peer.link().endOrNull();
    if (earlier != null && earlier.kind() == PeerFault.Kind.MISBEHAVED) {
      return;
    }
    if (fault.kind() == PeerFault.Kind.MISBEHAVED && !closed) {
      bans.add(banKey(peer), options.ban());
      tell(
          "peer %s dropped for %s: %s"
              .formatted(peer.name(), Spans.of(options.ban()), fault.reason()));
    }
    peer.link().end(fault);
  }

  private static String banKey(Peer peer) {
    return peer.outbound() ? peer.name() : inboundKey(peer.name(), peer.nodeId().toHex());
  }

  private static String inboundKey(String remote, Greeting greeting) {
    return inboundKey(remote, greeting.nodeId().toHex());
  }

  /// Who connects is known by its address without the port. On this machine's own it is rather a
  /// proxy that many come through: there the node id stands for the node.
  private static String inboundKey(String remote, String nodeId) {
    int colon = remote.lastIndexOf(':');
    String host = colon < 0 ? remote : remote.substring(0, colon);
    return host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") ? nodeId : host;
  }

  private void caughtUp() {
    tell("in step with the network at block %,d".formatted(chain.head().header().number()));
    peers.all().forEach(TransactionRelay::wantTransactions);
    relay.tellHead();
  }

  /// Ends all connections; the chain is not touched any more afterwards.
  @Override
  public void close() {
    closed = true;
    dialers.forEach(Dialer::close);
    relay.close();
    catchUp.close();
    peers.all().forEach(peer -> peer.link().end(PeerFault.lost("the node is closing")));
    workers.shutdownNow();
    http.shutdownNow();
    try {
      for (Dialer dialer : dialers) {
        dialer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
