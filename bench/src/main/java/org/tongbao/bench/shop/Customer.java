package org.tongbao.bench.shop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A buyer who gets on with it whenever the marketplace is there: orders, pays at institutions that
/// keep books of their own, and does with each order what its [Plan] says. Money that came back is
/// taken out from time to time.
final class Customer implements Actor {
  private static final String PARTS = "/api/v1/orders/parts?limit=100&state=";
  static final List<String> INSTITUTIONS = List.of("alipay", "card");
  private static final List<String> UNDER_WAY =
      List.of("NEW", "PLACED", "PAID", "SHIPPED", "RECEIVED", "SETTLED");

  private final Person person;
  private final Stall stall;
  private final String address;
  private final AtomicInteger toOrder;
  private final Random random;
  private final Bank bank = new Bank();
  private final Set<String> numbers = new LinkedHashSet<>();

  private @Nullable Asking order;
  private @Nullable String unpaid;
  private @Nullable Asking payment;
  private @Nullable Asking withdrawal;
  private int replayed;

  /// @param address the id of where to deliver to
  /// @param toOrder how many orders all of them together still have to make
  Customer(Person person, Stall stall, String address, AtomicInteger toOrder, long seed) {
    this.person = person;
    this.stall = stall;
    this.address = address;
    this.toOrder = toOrder;
    this.random = new Random(seed);
  }

  /// Registers one.
  static Customer begin(Person person, Stall stall, AtomicInteger toOrder, long seed)
      throws IOException {
    person.begin();
    Answer home = Person.expect(person.write("POST", "/api/v1/me/addresses", Buyer.HOME), 201);
    return new Customer(person, stall, home.at("/id"), toOrder, seed);
  }

  Person person() {
    return person;
  }

  /// The numbers of all orders that were confirmed to this one.
  Set<String> numbers() {
    return numbers;
  }

  /// How many answers came for a request that had been carried out before a crash.
  int replayed() {
    return replayed;
  }

  @Override
  public boolean step() throws IOException {
    if (order != null) {
      return confirm(order);
    }
    if (unpaid != null) {
      return pay(unpaid);
    }
    boolean tended = random.nextInt(3) == 0 && tend();
    if (toOrder.get() > 0) {
      chooseGoods();
      return true;
    }
    return tended || tend();
  }

  @Override
  public boolean isDone() throws IOException {
    if (order != null || unpaid != null || withdrawal != null) {
      return false;
    }
    for (String state : UNDER_WAY) {
      if (!parts(state).isEmpty()) {
        return false;
      }
    }
    return withdrawalsAreDone();
  }

  private boolean withdrawalsAreDone() throws IOException {
    Answer all = Person.expect(person.get("/api/v1/wallet/withdrawals?limit=100"), 200);
    for (JsonNode each : all.json().path("items")) {
      if (!List.of("PAID", "REFUSED", "RETURNED").contains(each.path("state").asString())) {
        return false;
      }
    }
    return true;
  }

  private void chooseGoods() throws IOException {
    int first = random.nextInt(stall.variants().size());
    for (int i = 0; i < 2; i++) {
      String variant = stall.variants().get((first + i) % stall.variants().size());
      Person.expect(
          person.write(
              "PUT",
              "/api/v1/cart/lines/" + variant + "?currency=CNY",
              "{\"quantity\":" + (1 + random.nextInt(3)) + ",\"selected\":true}"),
          200);
    }
    String wishes =
        "{\"addressId\":\"%s\",\"currency\":\"CNY\",\"deliveries\":{\"%s\":\"%s\"}"
            .formatted(address, stall.id(), stall.delivery());
    Answer quote = Person.expect(person.write("POST", "/api/v1/checkout/quote", wishes + "}"), 200);
    order =
        Asking.of(
            "/api/v1/orders",
            wishes + ",\"quoteHash\":\"" + quote.at("/quoteHash") + "\"}",
            "If-Match: " + quote.header("ETag"));
  }

  /// Only what was refused before it was carried out may be ordered anew.
  private boolean confirm(Asking asked) throws IOException {
    Answer answer = asked.ask(person);
    if (answer.outcome().equals("409 idempotency.in-flight")) {
      return false;
    }
    order = null;
    if (answer.status() == 412) {
      return true;
    }
    String number = Person.expect(answer, 201).at("/number");
    if (answer.header("Idempotency-Replayed").equals("true")) {
      replayed++;
    }
    if (!numbers.add(number)) {
      throw new IOException("two requests were answered with one order: " + number);
    }
    toOrder.decrementAndGet();
    if (Plan.of(number) != Plan.ABANDON) {
      unpaid = number;
    }
    return true;
  }

  /// As far as it goes now: begins a payment, pays it, or sees that the chain has it.
  private boolean pay(String number) throws IOException {
    String path = "/api/v1/orders/" + number;
    JsonNode seen = Person.expect(person.get(path), 200).json();
    if (!List.of("NEW", "PLACED").contains(seen.at("/parts/0/state").asString())) {
      unpaid = null;
      payment = null;
      return true;
    }
    for (JsonNode attempt : seen.path("payments")) {
      switch (attempt.path("state").asString()) {
        case "OPEN" -> {
          return press(URI.create(attempt.path("payAt").asString()));
        }
        case "REQUESTED", "CAPTURED" -> {
          return false;
        }
        default -> {
          // It has ended without money; another one is begun.
        }
      }
    }
    return beginPayment(path + "/payments");
  }

  /// The institutions open their pages a moment after the marketplace is ready again.
  private boolean press(URI page) throws IOException {
    try {
      bank.press(page);
      return true;
    } catch (ConnectException closed) {
      return false;
    }
  }

  private boolean beginPayment(String path) throws IOException {
    if (payment == null) {
      String institution = INSTITUTIONS.get(random.nextInt(INSTITUTIONS.size()));
      payment = Asking.of(path, "{\"method\":\"" + institution + "\"}");
    }
    Answer answer = payment.ask(person);
    if (!answer.outcome().equals("409 idempotency.in-flight")) {
      payment = null;
    }
    // It cannot be paid as long as the chain has not placed it.
    return answer.status() != 409 && Person.expect(answer, 202).status() == 202;
  }

  /// Goes through one's orders and does what is next with each.
  private boolean tend() throws IOException {
    boolean did = false;
    for (JsonNode each : parts("PAID")) {
      if (Plan.of(each.path("number").asString()) == Plan.CANCEL) {
        did |= ask(each, "/cancellation", "{\"reason\":\"不需要了\"}");
      }
    }
    for (JsonNode each : parts("SHIPPED")) {
      did |= receive(each);
    }
    if (toOrder.get() <= 0) {
      for (JsonNode each : parts("PLACED")) {
        if (Plan.of(each.path("number").asString()) == Plan.ABANDON) {
          did |= ask(each, "/cancellation", "{\"reason\":\"\"}");
        }
      }
    }
    return withdraw() || did;
  }

  private boolean receive(JsonNode part) throws IOException {
    if (!part.path("claim").asString().equals("NONE")) {
      return false;
    }
    boolean given = part.at("/refunded/amountMinor").asLong() > 0;
    long amount =
        switch (Plan.of(part.path("number").asString())) {
          case REFUND_ALL -> part.at("/total/amountMinor").asLong();
          case REFUND_SOME -> given ? 0 : Plan.REFUND_MINOR;
          case ABANDON, CANCEL, COMPLETE -> 0;
        };
    return amount == 0
        ? ask(part, "/receipt", "")
        : ask(part, "/refund-requests", "{\"amountMinor\":" + amount + ",\"reason\":\"cracked\"}");
  }

  /// A step that the chain will answer; one that is under way, or that came too late, is looked at
  /// again.
  private boolean ask(JsonNode part, String step, String json) throws IOException {
    if (!part.path("pendingStep").isNull()) {
      return false;
    }
    String path =
        "/api/v1/orders/" + part.path("number").asString() + "/parts/" + part.path("id").asString();
    Answer answer = person.write("POST", path + step, json);
    return answer.status() != 409 && Person.expect(answer, 202).status() == 202;
  }

  private List<JsonNode> parts(String state) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode each : Person.expect(person.get(PARTS + state), 200).json().path("items")) {
      items.add(each);
    }
    return items;
  }

  /// Takes out what has come back, the way it came.
  private boolean withdraw() throws IOException {
    if (withdrawal == null) {
      boolean wanted = toOrder.get() > 0 && random.nextInt(4) == 0;
      long balance = wanted ? balance() : 0;
      if (balance == 0) {
        return false;
      }
      withdrawal =
          Asking.of(
              "/api/v1/wallet/withdrawals",
              "{\"amount\":{\"amountMinor\":%d,\"currency\":\"CNY\"},\"destination\":\"ORIGINAL\"}"
                  .formatted(balance));
    }
    Answer answer = withdrawal.ask(person);
    if (!answer.outcome().equals("409 idempotency.in-flight")) {
      withdrawal = null;
      // 409: an earlier one is still under way and leaves too little.
      return answer.status() != 409 && Person.expect(answer, 201).status() == 201;
    }
    return false;
  }

  private long balance() throws IOException {
    for (JsonNode each : Person.expect(person.get("/api/v1/wallet"), 200).json().path("balances")) {
      if (each.path("currency").asString().equals("CNY")) {
        return each.path("amountMinor").asLong();
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    person.close();
    bank.close();
  }
}
