package org.tongbao.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A buyer who has signed in and has an address, and who goes all the way from the cart to the
/// order that the chain has recorded as paid.
final class Buyer implements AutoCloseable {
  private static final long RECORDED_WITHIN = TimeUnit.SECONDS.toNanos(60);
  private static final String WAIT = "Prefer: wait=30";
  private static final int NOT_MODIFIED = 304;
  static final String HOME =
      """
      {"recipient":"李娜","phone":"+86 138-0013-8000","country":"CN","region":"广东省",
       "city":"深圳市","district":"南山区","street":"科苑路 1 号","postalCode":"518057"}
      """;

  private final Person person;
  private final Stall stall;
  private final Random random;
  private final Bank bank = new Bank();

  /// @param seed of what is bought
  Buyer(Person person, Stall stall, long seed) {
    this.person = person;
    this.stall = stall;
    this.random = new Random(seed);
  }

  /// Registers, signs in and writes down where to send things.
  void begin() throws IOException {
    person.begin();
    Person.expect(person.write("POST", "/api/v1/me/addresses", HOME), 201);
  }

  Person person() {
    return person;
  }

  /// Buys two kinds of goods, pays at the sandbox bank and waits until the chain has it.
  ///
  /// @param times how long each step took, and the whole
  /// @return the order's number
  String buy(StepTimes times) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    fillCart(times);
    long now = System.nanoTime();
    String number = order(times);
    now = times.note("placed, from the quote on", now);
    awaitPaid(number, pay(number, times));
    times.note("recorded, from the payment on", now);
    times.note("the whole order", begin);
    return number;
  }

  /// Puts two lines into the cart.
  private void fillCart(StepTimes times) throws IOException {
    int first = random.nextInt(stall.variants().size());
    int second = (first + 1) % stall.variants().size();
    for (int each : List.of(first, second)) {
      long now = System.nanoTime();
      Person.expect(
          person.write(
              "PUT",
              "/api/v1/cart/lines/" + stall.variants().get(each) + "?currency=CNY",
              "{\"quantity\":" + (1 + random.nextInt(2)) + ",\"selected\":true}"),
          200);
      times.note("line into the cart", now);
    }
  }

  /// Chooses address and delivery, reads the price and confirms it.
  private String order(StepTimes times) throws IOException {
    long now = System.nanoTime();
    String address = Person.expect(person.get("/api/v1/me/addresses"), 200).at("/items/0/id");
    now = times.note("address", now);
    Person.expect(person.get(stall.path("/delivery-methods")), 200);
    now = times.note("delivery methods", now);
    String wishes =
        "{\"addressId\":\"%s\",\"currency\":\"CNY\",\"deliveries\":{\"%s\":\"%s\"}"
            .formatted(address, stall.id(), stall.delivery());
    Answer quote = Person.expect(person.write("POST", "/api/v1/checkout/quote", wishes + "}"), 200);
    now = times.note("quote", now);
    Answer placed =
        Person.expect(
            person.write(
                "POST",
                "/api/v1/orders",
                wishes + ",\"quoteHash\":\"" + quote.at("/quoteHash") + "\"}",
                "If-Match: " + quote.header("ETag")),
            201);
    times.note("order", now);
    return placed.at("/number");
  }

  /// Begins a payment and presses the button of the bank's page.
  ///
  /// @return the version of the order that the beginning was answered with
  private String pay(String number, StepTimes times) throws IOException, InterruptedException {
    long now = System.nanoTime();
    Answer begun =
        Person.expect(
            person.write(
                "POST", "/api/v1/orders/" + number + "/payments", "{\"method\":\"sandbox\"}"),
            202);
    String payment = "/api/v1/payments/" + begun.at("/payments/0/id");
    now = times.note("payment begun", now);
    Answer open =
        Waiting.until(
            payment + " to be open",
            RECORDED_WITHIN,
            () -> person.get(payment, WAIT),
            it -> it.at("/state").equals("OPEN"));
    now = times.note("the bank's page is there", now);
    bank.pay(URI.create(open.at("/payAt")));
    times.note("paid at the bank", now);
    return begun.header("ETag");
  }

  /// The state follows the chain's event: PAID says that a block has it. Each question waits at the
  /// server until the order is another than the one known.
  private void awaitPaid(String number, String known) throws IOException {
    long end = System.nanoTime() + RECORDED_WITHIN;
    String version = known;
    while (true) {
      Answer answer = person.get("/api/v1/orders/" + number, WAIT, "If-None-Match: " + version);
      if (answer.status() != NOT_MODIFIED) {
        Person.expect(answer, 200);
        version = answer.header("ETag");
        if (answer.at("/parts/0/state").equals("PAID")) {
          return;
        }
      }
      if (System.nanoTime() > end) {
        throw new IOException("waited for " + number + " to be paid: " + answer.body());
      }
    }
  }

  @Override
  public void close() throws IOException {
    person.close();
    bank.close();
  }
}
