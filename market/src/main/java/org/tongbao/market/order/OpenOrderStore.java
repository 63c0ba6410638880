package org.tongbao.market.order;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;

/// What of the table `seller_orders` is still open with an account.
@Repository
final class OpenOrderStore {
  private final JdbcClient jdbc;

  OpenOrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether an order that this buyer placed by this account can still bring something into it.
  boolean hasOpen(UserId buyer, Address account) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM seller_orders
              WHERE buyer_id = ? AND terms ->> 'buyer' = ?
                AND (owed_by_merchant_minor + owed_by_platform_minor > 0
                  OR NOT released AND state NOT IN ('VOID', 'CANCELLED', 'REFUNDED')))
            """)
        .params(buyer.value(), account.toHex())
        .query(Boolean.class)
        .single();
  }
}
