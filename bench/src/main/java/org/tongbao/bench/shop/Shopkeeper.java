package org.tongbao.bench.shop;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The merchant: ships what is paid, grants refunds that are asked for, acknowledges payouts.
final class Shopkeeper implements Actor {
  private final Stall stall;

  Shopkeeper(Stall stall) {
    this.stall = stall;
  }

  @Override
  public boolean step() throws IOException {
    boolean did = ship();
    for (JsonNode each : orders("claim=REQUESTED")) {
      did |= ask(each, "/refund-answer", "{\"granted\":true,\"reason\":\"\"}");
    }
    for (JsonNode each : orders("state=SETTLED")) {
      did |= ask(each, "/payout-acknowledgement", "");
    }
    return did;
  }

  /// The customers know when all orders have come to their end.
  @Override
  public boolean isDone() {
    return true;
  }

  private boolean ship() throws IOException {
    List<String> parcels = new ArrayList<>();
    for (JsonNode each : orders("state=PAID")) {
      boolean cancelled = Plan.of(each.path("number").asString()) == Plan.CANCEL;
      if (!cancelled && each.path("pendingStep").isNull()) {
        parcels.add(
            "{\"orderId\":\"%s\",\"carrier\":\"顺丰速运\",\"trackingNumber\":\"SF1\",\"shippedOn\":\"%s\"}"
                .formatted(each.path("id").asString(), LocalDate.now(ZoneOffset.UTC)));
      }
    }
    if (parcels.isEmpty()) {
      return false;
    }
    String all = "{\"shipments\":[" + String.join(",", parcels) + "]}";
    return isTaken(stall.owner().write("POST", stall.path("/shipments"), all));
  }

  private boolean ask(JsonNode order, String step, String json) throws IOException {
    String path = stall.path("/orders/" + order.path("id").asString() + step);
    return order.path("pendingStep").isNull() && isTaken(stall.owner().write("POST", path, json));
  }

  /// False when somebody was faster; then it is looked at again.
  private static boolean isTaken(Answer answer) throws IOException {
    return answer.status() != 409 && Person.expect(answer, 202).status() == 202;
  }

  private JsonNode orders(String filter) throws IOException {
    String path = stall.path("/orders?limit=100&" + filter);
    return Person.expect(stall.owner().get(path), 200).json().path("items");
  }

  @Override
  public void close() throws IOException {
    stall.close();
  }
}
