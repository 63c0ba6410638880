package org.tongbao.chain.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.core.ChainEvents;
import org.tongbao.chain.core.Subscription;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// `eth_subscribe`: news pushed over a WebSocket. Each subscription has its own queue and thread;
/// one that cannot keep up ends, and with it the connection's hope for more is cut, never the
/// node's memory.
final class Subscriptions {
  private static final int EVENT_CAPACITY = 1_024;

  private final ChainEvents events;
  private final Filters filters;
  private final RpcLimits limits;
  private final JsonBytes writer = new JsonBytes();

  /// The subscriptions of each connection by id.
  private final Map<RpcSession, Map<String, Subscription>> sessions = new ConcurrentHashMap<>();

  private final AtomicInteger total = new AtomicInteger();

  Subscriptions(ChainEvents events, Filters filters, RpcLimits limits) {
    this.events = events;
    this.filters = filters;
    this.limits = limits;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_subscribe", this::subscribe);
    methods.put("eth_unsubscribe", this::unsubscribe);
  }

  private RpcResult subscribe(RpcParams params, RpcSession session) {
    if (!session.acceptsNotifications()) {
      throw new RpcException(
          RpcError.METHOD_NOT_FOUND, "notifications not supported: connect by WebSocket");
    }
    String id = filters.newId();
    Consumer<RpcResult> push = result -> session.push(notification(id, result));
    Consumer<ChainEvent> listener =
        switch (params.string(0)) {
          case "newHeads" -> heads(push);
          case "logs" -> logs(params.nodeOrNull(1), push);
          case "newPendingTransactions" -> pending(params.flag(1, false), push);
          default ->
              throw RpcException.invalidParams(
                  "want newHeads, logs or newPendingTransactions as argument 0");
        };
    start(session, id, listener);
    return RpcResult.of(id);
  }

  private void start(RpcSession session, String id, Consumer<ChainEvent> listener) {
    Map<String, Subscription> own = sessions.get(session);
    if (own == null) {
      own = new ConcurrentHashMap<>();
      sessions.put(session, own);
      session.onClose(() -> end(session));
    }
    if (own.size() >= limits.maxFiltersPerSession() || total.get() >= limits.maxFilters()) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED,
          "too many subscriptions, the limit is " + limits.maxFiltersPerSession());
    }
    total.incrementAndGet();
    own.put(id, events.subscribe(EVENT_CAPACITY, listener, () -> cancel(session, id)));
    if (!sessions.containsKey(session)) {
      // The connection ended meanwhile, and its end may have come too early to see this one.
      close(own, id);
    }
  }

  private RpcResult unsubscribe(RpcParams params, RpcSession session) {
    params.atMost(1);
    if (!cancel(session, params.string(0))) {
      throw new RpcException(RpcError.SERVER_ERROR, "subscription not found");
    }
    return RpcResult.of(true);
  }

  private boolean cancel(RpcSession session, String id) {
    Map<String, Subscription> own = sessions.get(session);
    return own != null && close(own, id);
  }

  private boolean close(Map<String, Subscription> own, String id) {
    Subscription subscription = own.remove(id);
    if (subscription == null) {
      return false;
    }
    total.decrementAndGet();
    subscription.close();
    return true;
  }

  private void end(RpcSession session) {
    Map<String, Subscription> own = sessions.remove(session);
    if (own != null) {
      own.keySet().forEach(id -> close(own, id));
    }
  }

  private static Consumer<ChainEvent> heads(Consumer<RpcResult> push) {
    return event -> {
      if (event instanceof ChainEvent.NewHead head) {
        for (StoredBlock block : head.added()) {
          push.accept(
              out -> {
                out.writeStartObject();
                HeaderJson.writeFields(out, block.block().header());
                out.writeEndObject();
              });
        }
      }
    };
  }

  private static Consumer<ChainEvent> logs(@Nullable JsonNode filter, Consumer<RpcResult> push) {
    Filters.Interest.Logs wanted =
        filter == null
            ? new Filters.Interest.Logs(LogFilter.ALL, 0, Long.MAX_VALUE)
            : LogMethods.interest(filter, "argument 1");
    return event -> {
      if (event instanceof ChainEvent.NewHead head) {
        Filters.logsOf(wanted, head).forEach(log -> push.accept(log::writeTo));
      }
    };
  }

  private static Consumer<ChainEvent> pending(boolean full, Consumer<RpcResult> push) {
    return event -> {
      if (event instanceof ChainEvent.Pending news) {
        for (Transaction transaction : news.transactions()) {
          push.accept(
              full
                  ? out -> TransactionJson.write(out, transaction, null, 0)
                  : out -> JsonValues.hash(out, transaction.hash()));
        }
      }
    };
  }

  private byte[] notification(String id, RpcResult result) {
    return writer.write(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("jsonrpc", "2.0");
          out.writeStringProperty("method", "eth_subscription");
          out.writeObjectPropertyStart("params");
          out.writeStringProperty("subscription", id);
          out.writeName("result");
          result.writeTo(out);
          out.writeEndObject();
          out.writeEndObject();
        });
  }
}
