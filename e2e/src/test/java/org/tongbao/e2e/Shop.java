package org.tongbao.e2e;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A shop that sells, its owner, and the platform's people; made once for all tests.
///
/// @param product a teapot that is on sale, in stock
/// @param method how it is delivered
/// @param ownerName what the owner signs in with
record Shop(String id, String product, String method, String ownerName, Rest owner, Rest root) {
  private static final String APPLICATION =
      """
      {"name":"THE NAME","companyName":"Lotus Trading Co.",
       "registrationNumber":"91440300MA5F","country":"CN","address":"科苑路 1 号, 深圳市",
       "contactName":"李娜","contactEmail":"shop@example.com","contactPhone":"+86 13800138000",
       "currency":"CNY","conditionsVersion":1,
       "documents":[{"kind":"BUSINESS_LICENCE","name":"licence.pdf",
       "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
       "sizeBytes":48213}]}
      """;
  private static final String TEAPOT =
      """
      {"kind":"GOODS","categoryId":"00000000-0000-7000-8000-000000000007",
       "title":{"zh":"紫砂茶壶","en":"Clay teapot"},
       "description":{"zh":"宜兴手工","en":"Made by hand in Yixing"},
       "brand":"宜兴","model":"YX-1","tags":["茶具"],
       "attributes":[{"name":"材质","value":"紫砂"}],
       "specification":[{"name":"尺寸","entries":[{"name":"容量","value":"300 ml"}]}],
       "variants":[{"sku":"POT-1","options":[{"name":"颜色","value":"红"}],"weightGrams":450,
         "prices":[{"amountMinor":12900,"currency":"CNY"}]},
        {"sku":"POT-2","options":[{"name":"颜色","value":"黑"}],"weightGrams":450,
         "prices":[{"amountMinor":13900,"currency":"CNY"}]}]}
      """;

  static Shop open(URI address) throws Exception {
    Rest root = new Rest(address);
    root.signIn(Browser.ADMINISTRATOR);
    Rest reviewer = new Rest(address);
    String mark = UUID.randomUUID().toString().substring(0, 8);
    String reviewing = reviewer.begin("reviewer-" + mark + "@example.com");
    Rest.Answer _ = root.write("PUT", "/api/v1/users/" + reviewing + "/roles/REVIEWER", "");
    Rest owner = new Rest(address);
    String ownerName = "lotus-" + mark + "@example.com";
    String _ = owner.begin(ownerName);
    String id = apply(owner, "荷花茶具 Lotus Tea " + mark);
    String desk = "/api/v1/platform/merchants/" + id;
    String tag = reviewer.get(desk).tag();
    Rest.Answer _ =
        reviewer.write("POST", desk + "/approval", "{\"reason\":\"\"}", "If-Match", tag);
    JsonNode _ = owner.until("/api/v1/merchants/" + id, it -> true);
    String shop = "/api/v1/merchants/" + id;
    Rest.Answer method =
        owner.write(
            "POST",
            shop + "/delivery-methods",
            "{\"kind\":\"MERCHANT\",\"name\":\"送货上门\",\"priceMinor\":800,\"enabled\":true}");
    Rest.Answer added = owner.write("POST", shop + "/products", TEAPOT);
    String product = added.json().path("id").asString();
    Rest.Answer _ =
        owner.write(
            "POST", shop + "/products/" + product + "/publication", "", "If-Match", added.tag());
    for (JsonNode variant : added.json().path("variants")) {
      String stock = shop + "/variants/" + variant.path("id").asString() + "/stock/receipts";
      Rest.Answer _ = owner.write("POST", stock, "{\"quantity\":500}");
    }
    return new Shop(id, product, method.json().path("id").asString(), ownerName, owner, root);
  }

  /// Applies for a shop of this name; answers its id.
  static String apply(Rest owner, String name) throws Exception {
    String fields = APPLICATION.replace("THE NAME", name);
    Rest.Answer applied = owner.write("POST", "/api/v1/merchants", fields);
    return applied.json().path("id").asString();
  }

  /// Lets somebody new work for the platform; answers what they sign in with.
  String hire(String... roles) throws Exception {
    String name = "staff-" + UUID.randomUUID() + "@example.com";
    String id = root.another().begin(name);
    for (String role : roles) {
      Rest.Answer _ = root.write("PUT", "/api/v1/users/" + id + "/roles/" + role, "");
    }
    return name;
  }

  /// Sends what a buyer has paid for.
  void ship(String orderNumber) throws Exception {
    Rest.Answer _ =
        owner.write(
            "POST",
            part(orderNumber, "PAID", "NONE") + "/shipment",
            "{\"carrier\":\"顺丰速运\",\"trackingNumber\":\"SF10001\",\"shippedOn\":\"%s\"}"
                .formatted(LocalDate.now(ZoneOffset.UTC)));
  }

  /// Gives back what a buyer asked for.
  void grantRefund(String orderNumber) throws Exception {
    String part = part(orderNumber, "SHIPPED", "REQUESTED");
    Rest.Answer _ = owner.write("POST", part + "/refund-answer", "{\"granted\":true}");
  }

  /// The shop's part of an order, once it and its claim have come so far and nothing is under way.
  private String part(String orderNumber, String state, String claim) throws Exception {
    return desk() + "/" + partId(orderNumber, state, claim);
  }

  /// The id of that part.
  String partId(String orderNumber, String state, String claim) throws Exception {
    JsonNode orders = owner.until(desk(), it -> find(it, orderNumber, state, claim).isPresent());
    return find(orders, orderNumber, state, claim).orElseThrow();
  }

  private String desk() {
    return "/api/v1/merchants/" + id + "/orders";
  }

  private static Optional<String> find(
      JsonNode orders, String orderNumber, String state, String claim) {
    for (JsonNode order : orders.path("items")) {
      if (order.path("number").asString().startsWith(orderNumber)
          && order.path("state").asString().equals(state)
          && order.path("claim").asString().equals(claim)
          && order.path("pendingStep").isNull()) {
        return Optional.of(order.path("id").asString());
      }
    }
    return Optional.empty();
  }
}
