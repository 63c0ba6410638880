package org.tongbao.app.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.market.audit.AuditEvent;
import org.tongbao.market.audit.AuditLog;
import org.tongbao.market.audit.OrderEvents;
import org.tongbao.market.audit.OrderKey;
import org.tongbao.primitives.Hash;

/// Picks out of all events those of certain orders.
final class TrailSteps {
  private final Set<Hash> wanted;
  private final Map<OrderKey, List<OrderTrail.Step>> parts = new LinkedHashMap<>();
  private final Map<Hash, OrderKey> placed = new LinkedHashMap<>();

  TrailSteps(List<Hash> wanted) {
    this.wanted = new HashSet<>(wanted);
  }

  void event(AuditEvent event, AuditLog log) {
    Hash id = OrderEvents.idOf(event.event());
    if (id == null || !wanted.contains(id)) {
      return;
    }
    if (event.event() instanceof OrdersEvent.Placed) {
      placed.putIfAbsent(id, new OrderKey(event.emitter(), id));
    }
    OrderKey key = placed.get(id);
    if (key != null) {
      parts.computeIfAbsent(key, each -> new ArrayList<>()).add(new OrderTrail.Step(event, log));
    }
  }

  Map<OrderKey, List<OrderTrail.Step>> parts() {
    return parts;
  }
}
