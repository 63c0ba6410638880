package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Holds against each other what institutions have in their own books, what is on the chain, and
/// what customers and platform are told.
final class EngineBooks {
  private static final Set<String> ENDED = Set.of("COMPLETED", "CANCELLED", "REFUNDED", "VOID");
  private static final Pattern METRIC = Pattern.compile("(?m)^(\\w+)(?:\\{[^}]*})? ([0-9.E]+)$");
  private static final long QUIET_WITHIN = TimeUnit.SECONDS.toNanos(60);

  private final Marketplace server;
  private final PrintStream out;

  EngineBooks(Marketplace server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  /// Waits until nothing is on its way to the chain or from it.
  void awaitQuiet() throws IOException, InterruptedException {
    try (var visitor = new KeptConnection(server.address())) {
      Waiting.until(
          "the outbox to be empty",
          QUIET_WITHIN,
          () -> visitor.exchange("GET", "/actuator/prometheus", List.of(), new byte[0]),
          it ->
              metric(it, "tongbao_outbox_waiting") == 0
                  && metric(it, "tongbao_chain_lag_blocks") == 0);
    }
  }

  private static double metric(Answer metrics, String name) {
    Matcher lines = METRIC.matcher(metrics.body());
    while (lines.find()) {
      if (lines.group(1).equals(name)) {
        return Double.parseDouble(lines.group(2));
      }
    }
    throw new IllegalStateException("there is no metric " + name);
  }

  void compare(List<Customer> customers) throws IOException {
    compareMoney();
    Map<String, Integer> states = new LinkedHashMap<>();
    int replayed = 0;
    int orders = 0;
    for (Customer each : customers) {
      compareOrders(each, states);
      replayed += each.replayed();
      orders += each.numbers().size();
    }
    out.printf(
        Locale.ROOT,
        "%,d orders, each there once and ended: %s; %d were confirmed before a crash and told after it%n",
        orders,
        states,
        replayed);
  }

  private void compareMoney() throws IOException {
    long paid = 0;
    long refunded = 0;
    for (JsonNode payment : payments()) {
      if (payment.path("state").asString().equals("paid")) {
        paid += payment.path("amountMinor").asLong();
      }
      for (JsonNode refund : payment.path("refunds")) {
        refunded += refund.path("amountMinor").asLong();
      }
    }
    JsonNode books = platform();
    require("paid in", paid, books.path("captured").asLong());
    require("paid back", refunded, books.path("refunded").asLong());
    require("on the chain", paid - refunded, books.path("supply").asLong());
    out.printf(
        Locale.ROOT,
        "institutions were paid %,d and paid back %,d; on the chain are %,d, of which withdrawn and not"
            + " refunded %,d%n",
        paid,
        refunded,
        books.path("supply").asLong(),
        books.path("leaving").asLong());
  }

  private JsonNode platform() throws IOException {
    try (var administrator = new Person(server.address(), Marketplace.ADMINISTRATOR)) {
      administrator.signIn();
      JsonNode all = Person.expect(administrator.get("/api/v1/platform/treasury"), 200).json();
      for (JsonNode each : all.path("currencies")) {
        if (each.path("currency").asString().equals("CNY")) {
          return each;
        }
      }
      throw new IOException("no CNY in " + all);
    }
  }

  /// All payments that the institutions know, by their control addresses.
  private List<JsonNode> payments() throws IOException {
    Path house = server.data().resolve("payments-sandbox");
    String token = Files.readString(house.resolve("control-token")).strip();
    List<JsonNode> all = new ArrayList<>();
    for (String institution : Customer.INSTITUTIONS) {
      String port = Files.readString(house.resolve(institution).resolve("port")).strip();
      try (var control = new KeptConnection(URI.create("http://127.0.0.1:" + port))) {
        List<String> bearer = List.of("Authorization: Bearer " + token);
        Answer answer = control.exchange("GET", "/control/payments", bearer, new byte[0]);
        for (JsonNode each : Person.expect(answer, 200).json()) {
          all.add(each);
        }
      }
    }
    return all;
  }

  /// The customer has the orders that it was told of, each once, and no other.
  private static void compareOrders(Customer customer, Map<String, Integer> states)
      throws IOException {
    Set<String> listed = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page =
          Person.expect(customer.person().get("/api/v1/orders?limit=100" + cursor), 200).json();
      for (JsonNode each : page.path("items")) {
        String number = each.path("number").asString();
        String state = each.at("/parts/0/state").asString();
        if (!listed.add(number) || !ENDED.contains(state)) {
          throw new IOException("not ended, or there twice: " + each);
        }
        states.merge(state, 1, Integer::sum);
      }
      JsonNode next = page.path("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asString();
    } while (!cursor.isEmpty());
    if (!listed.equals(customer.numbers())) {
      throw new IOException(
          "%s was told of %s and has %s"
              .formatted(customer.person().loginName(), customer.numbers(), listed));
    }
  }

  private static void require(String what, long expected, long found) throws IOException {
    if (expected != found) {
      throw new IOException(
          "%s: %,d by the institutions, %,d here".formatted(what, expected, found));
    }
  }
}
