package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.catalog.TestCatalog;
import tools.jackson.databind.JsonNode;

/// What a checkout needs: a shop that is live on the chain, its goods with stock, a way to deliver,
/// and buyers with an address.
final class CheckoutStage {
  static final String CART = "/api/v1/cart";
  static final String QUOTE = "/api/v1/checkout/quote";
  static final String ORDERS = "/api/v1/orders";
  static final String HOME =
      """
      {"recipient":"李娜","phone":"+86 138-0013-8000","country":"CN","region":"广东省",
       "city":"深圳市","district":"南山区","street":"科苑路 1 号","postalCode":"518057"}
      """;

  private final RunningApplication app;

  CheckoutStage(RunningApplication app) {
    this.app = app;
  }

  /// A client that may approve shops.
  ApiClient reviewer(String administrator) throws Exception {
    ApiClient root = app.client();
    root.signIn(administrator, ApiClient.PASSWORD);
    ApiClient reviewer = app.client();
    String id = reviewer.begin("reviewer@example.com");
    root.write("PUT", "/api/v1/users/" + id + "/roles/REVIEWER", "");
    return reviewer;
  }

  /// A way to deliver that costs this much for any weight.
  static String deliveryOf(Shop shop, long priceMinor) throws Exception {
    Answer added =
        shop.owner()
            .write(
                "POST",
                shop.path("/delivery-methods"),
                """
                {"kind":"MERCHANT","name":"送货上门","priceMinor":%d,"enabled":true}
                """
                    .formatted(priceMinor));
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    return added.text("id");
  }

  /// Goods of a shop, so many of them.
  String goods(Shop shop, long priceMinor, String currency, int stock) throws Exception {
    UUID variant =
        TestCatalog.onSale(app.jdbc(), UUID.fromString(shop.id()), "紫砂茶壶", priceMinor, currency);
    if (stock > 0) {
      receive(shop, variant.toString(), stock);
    }
    return variant.toString();
  }

  static void receive(Shop shop, String variant, int quantity) throws Exception {
    Answer received =
        shop.owner()
            .write(
                "POST",
                shop.path("/variants/" + variant + "/stock/receipts"),
                "{\"quantity\":" + quantity + "}");
    assertThat(received.outcome()).as(received.response().body()).isEqualTo("201");
  }

  /// A buyer who has signed in, with an address.
  Buyer buyer(String name) throws Exception {
    ApiClient client = app.client();
    String id = client.begin(name);
    String address = client.write("POST", "/api/v1/me/addresses", HOME).text("id");
    return new Buyer(id, client, address);
  }

  /// A campaign, as a row, and so many units of it for a buyer. Without a shop it is the
  /// platform's.
  ///
  /// @param shop null for the platform
  String voucher(
      Buyer buyer,
      @Nullable Shop shop,
      String kind,
      long valueMinor,
      long thresholdMinor,
      int units) {
    UUID id = UUID.randomUUID();
    app.jdbc()
        .sql(
            """
            INSERT INTO campaigns (id, merchant_id, kind, name_zh, name_en, notice_zh, notice_en,
              bearer, chain_id, currency, value_minor, threshold_minor, cap, per_account, funded,
              open, starts_at, ends_at, content, state, created_by, created_at)
            VALUES (:id, CAST(:shop AS UUID), :kind, '优惠', 'Offer', '', '', :bearer, :chain, 'CNY',
              :value, :threshold, 1000, 1000, :funded, TRUE, now() - INTERVAL '1 day',
              now() + INTERVAL '30 days', :chain, 'PUBLISHED', CAST(:buyer AS UUID), now())
            """)
        .param("id", id)
        .param("shop", shop == null ? null : shop.id())
        .param("kind", kind)
        .param("bearer", "0x" + "ab".repeat(20))
        .param("chain", "0x" + (id + "" + id).replace("-", ""))
        .param("value", valueMinor)
        .param("threshold", thresholdMinor)
        .param("funded", shop == null)
        .param("buyer", buyer.id)
        .update();
    app.jdbc()
        .sql(
            """
            INSERT INTO voucher_holdings (campaign_id, user_id, claimed, units)
            VALUES (?, CAST(? AS UUID), ?, ?)
            """)
        .params(id, buyer.id, units, units)
        .update();
    return id.toString();
  }

  /// Points for a buyer, as a row, and money that pays for them.
  void points(Buyer buyer, long points) {
    app.jdbc()
        .sql(
            """
            INSERT INTO point_accounts (user_id, points) VALUES (CAST(? AS UUID), ?)
            ON CONFLICT (user_id) DO UPDATE SET points = excluded.points
            """)
        .params(buyer.id, points)
        .update();
    app.jdbc()
        .sql(
            """
            INSERT INTO point_pots (currency, pot_minor) VALUES ('CNY', 1000000)
            ON CONFLICT (currency) DO UPDATE SET pot_minor = excluded.pot_minor
            """)
        .update();
  }

  /// What a buyer can still use.
  String left(Buyer buyer) {
    return app.jdbc()
        .sql(
            """
            SELECT (SELECT sum(units - reserved) FROM voucher_holdings v WHERE v.user_id = u.id)
              || ' vouchers, '
              || (SELECT points - reserved FROM point_accounts p WHERE p.user_id = u.id)
              || ' points'
            FROM users u WHERE id = CAST(? AS UUID)
            """)
        .param(buyer.id)
        .query(String.class)
        .single();
  }

  record Buyer(String id, ApiClient client, String address) {
    Answer put(String variant, int quantity) throws Exception {
      return client.write("PUT", CART + "/lines/" + variant, "{\"quantity\":" + quantity + "}");
    }

    /// The fields of a quote; `deliveries` are shops and methods in turn.
    String wishes(String currency, String more, String... deliveries) {
      StringBuilder chosen = new StringBuilder();
      for (int i = 0; i < deliveries.length; i += 2) {
        chosen.append(i == 0 ? "" : ",");
        chosen.append("\"%s\":\"%s\"".formatted(deliveries[i], deliveries[i + 1]));
      }
      return "{\"addressId\":\"%s\",\"currency\":\"%s\",\"deliveries\":{%s}%s}"
          .formatted(address, currency, chosen, more);
    }

    Answer quote(String wishes) throws Exception {
      return client.write("POST", QUOTE, wishes);
    }

    /// Confirms what a quote said.
    Answer confirm(String wishes, Answer quote, String... headers) throws Exception {
      List<String> all = new ArrayList<>(List.of(headers));
      all.addAll(List.of("If-Match", quote.header("ETag")));
      return client.write("POST", ORDERS, order(wishes, quote), all.toArray(String[]::new));
    }

    String order(String wishes, Answer quote) {
      return wishes.substring(0, wishes.length() - 1)
          + ",\"quoteHash\":\""
          + quote.text("quoteHash")
          + "\"}";
    }
  }

  static long minor(JsonNode amount) {
    return amount.path("amountMinor").asLong();
  }
}
