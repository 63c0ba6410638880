package org.tongbao.bench.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A shop that is live on the chain, with goods in stock and a way to deliver: all made over the
/// API, as its owner and the administrator do.
///
/// @param variants of goods that cost [#PRICE_MINOR] each
/// @param delivery the method's id
record Stall(String id, Person owner, List<String> variants, String delivery)
    implements AutoCloseable {
  static final long PRICE_MINOR = 4_999;
  static final long DELIVERY_MINOR = 800;
  private static final long LIVE_WITHIN = TimeUnit.SECONDS.toNanos(60);

  Stall {
    variants = List.copyOf(variants);
  }

  /// Opens one.
  ///
  /// @param products how many kinds of goods
  /// @param stock of each
  static Stall open(Person administrator, Person owner, int products, int stock)
      throws IOException, InterruptedException {
    String id = apply(administrator, owner);
    String path = "/api/v1/merchants/" + id;
    String delivery =
        Person.expect(
                owner.write(
                    "POST",
                    path + "/delivery-methods",
                    "{\"kind\":\"MERCHANT\",\"name\":\"送货上门\",\"priceMinor\":%d,\"enabled\":true}"
                        .formatted(DELIVERY_MINOR)),
                201)
            .at("/id");
    String category = category(administrator);
    List<String> variants = new ArrayList<>();
    for (int i = 1; i <= products; i++) {
      variants.add(goods(owner, path, category, i, stock));
    }
    return new Stall(id, owner, variants, delivery);
  }

  String path(String below) {
    return "/api/v1/merchants/" + id + below;
  }

  private static String apply(Person administrator, Person owner)
      throws IOException, InterruptedException {
    String version = "1";
    for (JsonNode each : owner.get("/api/v1/merchant-conditions").json().path("items")) {
      if (each.path("currency").asString().equals("CNY")) {
        version = each.path("version").asString();
      }
    }
    String id =
        Person.expect(owner.write("POST", "/api/v1/merchants", application(version)), 201)
            .at("/id");
    String desk = "/api/v1/platform/merchants/" + id;
    String seen = Person.expect(administrator.get(desk), 200).header("ETag");
    Person.expect(
        administrator.write("POST", desk + "/approval", "{\"reason\":\"\"}", "If-Match: " + seen),
        202);
    Waiting.until(
        "the shop to be live",
        LIVE_WITHIN,
        () -> owner.get("/api/v1/merchants/" + id),
        it -> it.json().path("sells").asBoolean());
    return id;
  }

  private static String application(String conditionsVersion) {
    return """
    {"name":"Lotus %s","companyName":"Lotus Trading Co.","registrationNumber":"91440300MA5F",
     "country":"CN","address":"科苑路 1 号, 深圳市","contactName":"李娜",
     "contactEmail":"shop@bench.example","contactPhone":"+86 13800138000","currency":"CNY",
     "conditionsVersion":%s,"documents":[{"kind":"BUSINESS_LICENCE","name":"licence.pdf",
     "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
     "sizeBytes":48213}]}
    """
        .formatted(Long.toString(System.nanoTime(), 36), conditionsVersion);
  }

  private static String category(Person administrator) throws IOException {
    JsonNode known = administrator.get("/api/v1/categories").json().path("categories");
    return known.isEmpty()
        ? Person.expect(
                administrator.write(
                    "POST", "/api/v1/categories", "{\"name\":{\"zh\":\"茶具\",\"en\":\"Tea\"}}"),
                201)
            .at("/id")
        : known.path(0).path("id").asString();
  }

  private static String goods(Person owner, String path, String category, int number, int stock)
      throws IOException {
    String product =
        """
        {"kind":"GOODS","categoryId":"%s","title":{"zh":"紫砂茶壶 %d","en":"Clay teapot %d"},
         "variants":[{"sku":"POT-%d","weightGrams":600,
         "prices":[{"amountMinor":%d,"currency":"CNY"}]}]}
        """
            .formatted(category, number, number, number, PRICE_MINOR);
    Answer added = Person.expect(owner.write("POST", path + "/products", product), 201);
    Answer published =
        Person.expect(
            owner.write(
                "POST",
                added.header("Location") + "/publication",
                "",
                "If-Match: " + added.header("ETag")),
            200);
    String variant = published.at("/variants/0/id");
    Person.expect(
        owner.write(
            "POST",
            path + "/variants/" + variant + "/stock/receipts",
            "{\"quantity\":" + stock + "}"),
        201);
    return variant;
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
