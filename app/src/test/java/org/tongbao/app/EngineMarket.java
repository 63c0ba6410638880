package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineStage.asked;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;
import tools.jackson.databind.JsonNode;

/// A marketplace with two shops and the platform's people, for tests that walk orders through it:
/// register [#SHARED] as a static extension. It is started once for all of their classes that a
/// process runs, and stopped when the process ends. Before each test the orders of those before it
/// have come to their end, by time alone.
final class EngineMarket implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback {
  static final EngineMarket SHARED = new EngineMarket();

  /// Two pots at 129.00, and 8.00 to bring them.
  static final long TOTAL = 26_600;

  private static final String ROOT = "root@example.com";
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);

  /// The longest way is SHIPPED, SETTLED, COMPLETED, released, with a claim on it.
  private static final int MOST_DEADLINES = 12;

  private final RunningApplication app;
  private final CheckoutStage checkout;
  private final EngineStage stage;
  private Optional<People> people = Optional.empty();

  /// The shops, how they deliver, and who works for the platform.
  record People(
      Shop lotus,
      String byLotus,
      Shop willow,
      String byWillow,
      ApiClient root,
      ApiClient support,
      ApiClient reviewer) {}

  /// @param options settings of its application
  EngineMarket(String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 4, options.length);
    all[0] = "--administrator.name";
    all[1] = ROOT;
    all[2] = "--administrator.password";
    all[3] = ApiClient.PASSWORD;
    app = new RunningApplication(all);
    checkout = new CheckoutStage(app);
    stage = new EngineStage(app);
  }

  @Override
  public void beforeAll(ExtensionContext test) throws Exception {
    if (people.isEmpty()) {
      open(test);
      if (this == SHARED) {
        TestDatabase.beforeItStops(this::close);
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext test) throws IOException {
    if (this != SHARED) {
      close();
    }
  }

  void open(ExtensionContext test) throws Exception {
    open(test.getRequiredTestClass().getSimpleName());
  }

  /// For what is no test; whoever opens it closes it.
  void open(String owner) throws Exception {
    app.open(owner);
    ApiClient reviewer = checkout.reviewer(ROOT);
    stage.knows("reviewer@example.com", reviewer);
    ApiClient root = app.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
    stage.knows(ROOT, root);
    ApiClient support = app.client();
    String id = support.begin("support@example.com");
    root.write("PUT", "/api/v1/users/" + id + "/roles/SUPPORT", "");
    stage.knows("support@example.com", support);
    Shop lotus = shop(reviewer, "lotus");
    Shop willow = shop(reviewer, "willow");
    people =
        Optional.of(
            new People(
                lotus,
                CheckoutStage.deliveryOf(lotus, 800),
                willow,
                CheckoutStage.deliveryOf(willow, 1_200),
                root,
                support,
                reviewer));
  }

  void close() throws IOException {
    app.close();
  }

  private Shop shop(ApiClient reviewer, String name) throws Exception {
    Shop shop = Shop.live(app, reviewer, name, "CNY");
    stage.knows(name + "@example.com", shop.owner());
    return shop;
  }

  @Override
  public void beforeEach(ExtensionContext test) throws Exception {
    endOrders();
  }

  /// Lets time pass until every order has ended, and forgets the buyers.
  void endOrders() throws Exception {
    stage.forgetBuyers();
    boolean moved = false;
    for (int i = 0; i < MOST_DEADLINES; i++) {
      Optional<Instant> last = lastDeadline();
      if (last.isEmpty()) {
        if (moved) {
          stage.signInAgain();
        }
        return;
      }
      app.settle();
      Duration left = Duration.between(app.clock().instant(), last.get()).plusMinutes(1);
      app.advance(left.isNegative() ? Duration.ofMinutes(1) : left);
      moved = true;
      assertThat(Polling.until(ENDED_WITHIN, () -> Optional.of(due()).filter(it -> it == 0)))
          .as("every order goes on when its time has come")
          .isPresent();
      app.settle();
    }
    throw new AssertionError("an order waits for ever: until " + lastDeadline());
  }

  /// Everybody of the market who is here for long signs in anew.
  void signInAgain() throws Exception {
    stage.signInAgain();
  }

  /// Waits until nothing is under way, statements of the reserve included: they come by themselves,
  /// a second after money moved or half a day after the last one. Then everybody has heard the
  /// news.
  void settle() {
    assertThat(Polling.until(ENDED_WITHIN, () -> Optional.of(statements()).filter(it -> it == 0)))
        .as(() -> "the reserve is stated; at %s:%n%s".formatted(app.clock().instant(), reserves()))
        .isPresent();
    app.settle();
    assertThat(Polling.until(ENDED_WITHIN, () -> Optional.of(untold()).filter(it -> it == 0)))
        .as("everybody has heard the news")
        .isPresent();
  }

  private String reserves() {
    return app
        .jdbc()
        .sql(
            """
            SELECT concat_ws(' ', r.currency, 'due', r.due_at, 'as of', r.attested_as_of,
              (SELECT count(*) FROM reserve_calls c WHERE c.currency = r.currency), 'calls,',
              (SELECT string_agg(s.number || ' as of ' || s.as_of, ', ') FROM reserve_statements s
               WHERE s.currency = r.currency AND s.state = 'ASKED'))
            FROM reserves r
            """)
        .query((row, n) -> row.getString(1))
        .list()
        .stream()
        .collect(Collectors.joining("\n"));
  }

  private long untold() {
    return app.jdbc()
        .sql(
            """
            SELECT (SELECT count(*) FROM news_for_notifications)
              + (SELECT count(*) FROM news_for_webhooks)
            """)
        .query(Long.class)
        .single();
  }

  private long statements() {
    return app.jdbc()
        .sql(
            """
            SELECT (SELECT count(*) FROM reserves WHERE due_at <= CAST(? AS TIMESTAMPTZ))
              + (SELECT count(*) FROM reserve_calls)
              + (SELECT count(*) FROM reserve_statements WHERE state = 'ASKED')
            """)
        .param(app.clock().instant().toString())
        .query(Long.class)
        .single();
  }

  private Optional<Instant> lastDeadline() {
    return app.jdbc()
        .sql("SELECT max(due_at) FROM seller_orders HAVING max(due_at) IS NOT NULL")
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  private long due() {
    return app.jdbc()
        .sql(
            """
            SELECT count(*) FROM seller_orders
            WHERE due_at <= CAST(? AS TIMESTAMPTZ) OR pending_step IS NOT NULL
            """)
        .param(app.clock().instant().toString())
        .query(Long.class)
        .single();
  }

  RunningApplication app() {
    return app;
  }

  CheckoutStage checkout() {
    return checkout;
  }

  EngineStage stage() {
    return stage;
  }

  People people() {
    return people.orElseThrow();
  }

  Shop lotus() {
    return people().lotus;
  }

  Buyer buyer(String name) throws Exception {
    Buyer buyer = checkout.buyer(name);
    stage.knowsBuyer(name, buyer.client());
    return buyer;
  }

  /// An order of [#TOTAL] at lotus.
  Part placed(Buyer buyer) throws Exception {
    buyer.put(checkout.goods(lotus(), 12_900, "CNY", 5), 2);
    String wishes = buyer.wishes("CNY", "", lotus().id(), people().byLotus);
    return stage.order(buyer, wishes, List.of(lotus())).getFirst();
  }

  Part paid(Buyer buyer) throws Exception {
    Part part = placed(buyer);
    stage.payAtBank(buyer, part.number());
    stage.expect(part, "PAID");
    return part;
  }

  Part shipped(Buyer buyer) throws Exception {
    Part part = paid(buyer);
    ship(part);
    return part;
  }

  JsonNode ship(Part part) throws Exception {
    asked(part.shop().owner(), part.desk() + "/shipment", parcel());
    return stage.expect(part, "SHIPPED");
  }

  /// Receives what was shipped; it settles by itself.
  JsonNode receive(Part part) throws Exception {
    asked(part.buyer().client(), part.path() + "/receipt", "");
    return stage.expect(part, "SETTLED");
  }

  JsonNode acknowledge(Part part) throws Exception {
    asked(part.shop().owner(), part.desk() + "/payout-acknowledgement", "");
    return stage.expect(part, "COMPLETED");
  }

  /// One order of two shops: [#TOTAL] at lotus, 71.97 at willow.
  List<Part> placedAtBoth(Buyer buyer) throws Exception {
    buyer.put(checkout.goods(lotus(), 12_900, "CNY", 5), 2);
    buyer.put(checkout.goods(people().willow, 1_999, "CNY", 5), 3);
    String wishes =
        buyer.wishes(
            "CNY", "", lotus().id(), people().byLotus, people().willow.id(), people().byWillow);
    return stage.order(buyer, wishes, List.of(lotus(), people().willow));
  }

  String parcel() {
    return """
    {"carrier":"顺丰速运","trackingNumber":"SF10001","shippedOn":"%s"}
    """
        .formatted(today());
  }

  String today() {
    return LocalDate.now(app.clock()).toString();
  }

  static String refund(long amountMinor) {
    return "{\"amountMinor\":%d,\"reason\":\"cracked\"}".formatted(amountMinor);
  }

  static String reason(String text) {
    return "{\"reason\":\"" + text + "\"}";
  }

  /// Stock of what was ordered.
  String left(Part part) {
    return app.jdbc()
        .sql(
            """
            SELECT s.on_hand || ' on hand, ' || s.reserved || ' reserved'
            FROM stock_items s JOIN order_lines l USING (variant_id)
            WHERE l.seller_order_id = CAST(? AS UUID)
            """)
        .param(part.id())
        .query(String.class)
        .single();
  }

  /// A way of lotus to have goods fetched.
  String fetched() throws Exception {
    String method =
        """
        {"kind":"PICKUP","name":"自提","priceMinor":0,"enabled":true,"pickup":{"place":"Shop",
         "country":"CN","region":"广东省","city":"深圳市","street":"科苑路 1 号",
         "postalCode":"518057","phone":"+8613800138000","hours":"9-18"}}
        """;
    Answer added = lotus().owner().write("POST", lotus().path("/delivery-methods"), method);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    return added.text("id");
  }
}
