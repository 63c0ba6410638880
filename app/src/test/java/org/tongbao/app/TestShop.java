package org.tongbao.app;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.market.merchant.TestShops;

/// A shop that may sell, with a client of its owner: for tests that do not care how it came to be.
record TestShop(UUID id, ApiClient owner) {
  static final String CATEGORY = "00000000-0000-7000-8000-000000000001";

  static TestShop of(RunningApplication app, String ownerName) throws Exception {
    UUID id = UUID.randomUUID();
    ApiClient owner = app.client();
    String user = owner.begin(ownerName);
    TestShops.ensure(app.jdbc(), id);
    grant(app.jdbc(), user, id, "MERCHANT_OWNER");
    return new TestShop(id, owner);
  }

  static void grant(JdbcClient jdbc, String user, UUID shop, String role) {
    jdbc.sql(
            """
            INSERT INTO role_grants (user_id, role, merchant_id, granted_at)
            VALUES (CAST(? AS UUID), ?, ?, now())
            """)
        .params(List.of(user, role, shop))
        .update();
  }

  String path() {
    return "/api/v1/merchants/" + id;
  }

  String products() {
    return path() + "/products";
  }

  /// Puts goods on sale that have one variant, and answers the product.
  ApiClient.Answer sell(String product) throws Exception {
    ApiClient.Answer added = owner.write("POST", products(), product);
    String place = added.header("Location");
    return owner.write("POST", place + "/publication", "", "If-Match", added.header("ETag"));
  }
}
