package org.tongbao.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Those who look at the pages of `pages.txt`, and the things that its addresses name: a thing is
/// made, or waited for, when the first address names it.
final class Scene implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final Pattern REVIEW_FORM =
      Pattern.compile("(/orders/[^/]+/parts/[^/]+/reviews/new\\?line=.+)$");

  private final Shop shop;
  private final Map<String, Visit> visits = new HashMap<>();
  private final Map<String, String> known = new HashMap<>();
  private final String buyerName = "pages-" + UUID.randomUUID() + "@example.com";
  private final Shopper buyer;
  private final Rest buyersProgram;

  /// Everybody comes and signs in; the buyer has something in the cart.
  Scene(Browser browser) throws Exception {
    shop = browser.shop();
    buyersProgram = shop.root().another();
    buyer = come(browser, "buyer");
    buyer.register(buyerName);
    buyersProgram.signIn(buyerName);
    Shopper _ = come(browser, "guest");
    come(browser, "owner").signIn(shop.ownerName());
    come(browser, "staff").signIn(shop.hire("ADMINISTRATOR", "FINANCE", "SUPPORT", "REVIEWER"));
    buyer.page().navigate("/products/" + shop.product());
    buyer.putIntoCart();
    known.put("unpaid", buyer.checkOut());
    known.put("order", buyer.orderAgain(shop.product()));
    buyer.pay();
    known.put("recharge", buyer.topUp("2000"));
    buyer.page().navigate("/products/" + shop.product());
    buyer.putIntoCart();
  }

  private Shopper come(Browser browser, String role) {
    Visit visit = browser.visit(Look.ENGLISH);
    visits.put(role, visit);
    return new Shopper(visit.page(), Hand.MOUSE);
  }

  /// Who looks as this. What is open to everybody is looked at as a guest.
  Visit visit(String role) {
    Visit visit = visits.get(role.equals("open") ? "guest" : role);
    if (visit == null) {
      throw new AssertionError("pages.txt: nobody is \"" + role + "\"");
    }
    return visit;
  }

  Iterable<Visit> visits() {
    return visits.values();
  }

  /// An address with its names filled in.
  String fill(String address) throws Exception {
    Matcher names = NAME.matcher(address);
    String filled = address;
    while (names.find()) {
      filled = filled.replace(names.group(), named(names.group(1)));
    }
    return filled;
  }

  private String named(String name) throws Exception {
    String found = known.get(name);
    if (found == null) {
      found = make(name);
      known.put(name, found);
    }
    return found;
  }

  private String make(String name) throws Exception {
    return switch (name) {
      case "shop" -> shop.id();
      case "product" -> shop.product();
      case "method" -> shop.method();
      case "part" -> shop.partId(named("order"), "PAID", "NONE");
      case "user" -> buyersProgram.get("/api/v1/me").json().path("id").asString();
      case "address" -> firstOf("/api/v1/me/addresses");
      case "merchant" -> Shop.apply(shop.owner(), "Waits " + UUID.randomUUID());
      case "returned" -> returned();
      case "webhook" -> webhook();
      case "withdrawal" -> withdrawal();
      case "reviewForm" -> reviewForm();
      case "account" ->
          buyersProgram.until("/api/v1/wallet", it -> true).path("account").asString();
      case "block" -> blockWithTransactions().path("number").asString();
      case "transaction" -> blockWithTransactions().path("transactions").path(0).asString();
      default -> throw new AssertionError("pages.txt: nothing is called {" + name + "}");
    };
  }

  private String firstOf(String list) throws Exception {
    JsonNode answer = buyersProgram.get(list).json();
    return (answer.isArray() ? answer : answer.path("items")).path(0).path("id").asString();
  }

  /// An application that its owner has to change.
  private String returned() throws Exception {
    String id = Shop.apply(shop.owner(), "Returned " + UUID.randomUUID());
    String desk = "/api/v1/platform/merchants/" + id;
    String tag = shop.root().get(desk).tag();
    Rest.Answer _ =
        shop.root().write("POST", desk + "/return", "{\"reason\":\"unreadable\"}", "If-Match", tag);
    return id;
  }

  /// Where nothing is sent by itself, since it is switched off.
  private String webhook() throws Exception {
    String wish =
        """
        {"url":"https://receiver.example/shop","types":["merchant.suspended"],"enabled":false}
        """;
    String hooks = "/api/v1/merchants/" + shop.id() + "/webhooks";
    return shop.owner().write("POST", hooks, wish).json().path("id").asString();
  }

  /// A withdrawal that waits for a decision.
  private String withdrawal() throws Exception {
    String wish =
        """
        {"amount":{"amountMinor":150000,"currency":"CNY"},"destination":"ORIGINAL"}
        """;
    Rest.Answer asked = buyersProgram.write("POST", "/api/v1/wallet/withdrawals", wish);
    String id = asked.json().path("id").asString();
    JsonNode _ =
        buyersProgram.until(
            "/api/v1/wallet/withdrawals/" + id, it -> it.path("state").asString().equals("HELD"));
    return id;
  }

  /// The address of the form for reviewing what the buyer has received.
  private String reviewForm() throws Exception {
    String number = buyer.orderAgain(shop.product());
    buyer.pay();
    shop.ship(number);
    Page page = visit("buyer").open("/orders/" + number);
    buyer.button("I have it").click();
    String at =
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Write a review"))
            .first()
            .getAttribute("href");
    return Shopper.found(REVIEW_FORM, String.valueOf(at));
  }

  private JsonNode blockWithTransactions() throws Exception {
    JsonNode blocks = buyersProgram.get("/api/v1/chain/blocks?limit=50").json().path("items");
    for (JsonNode block : blocks) {
      if (!block.path("transactions").isEmpty()) {
        return block;
      }
    }
    throw new AssertionError("no block has a transaction: " + blocks);
  }

  @Override
  public void close() {
    visits.values().forEach(Visit::close);
  }
}
