package org.tongbao.market.merchant;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.market.identity.MerchantId;

/// Shops as rows, for tests of features that need one and do not care how it came to be.
public final class TestShops {
  private TestShops() {}

  public static Merchants of(JdbcClient jdbc) {
    return new Merchants(new MerchantStore(jdbc));
  }

  /// Makes the shop with this id, approved and without a bond to pay, when it is not there.
  public static void ensure(JdbcClient jdbc, UUID id) {
    if (of(jdbc).find(new MerchantId(id)).isPresent()) {
      return;
    }
    UUID owner = UUID.randomUUID();
    jdbc.sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())")
        .param(owner)
        .update();
    String account = "0x" + (id + "" + id).replace("-", "").substring(0, 40);
    jdbc.sql(
            """
            INSERT INTO merchants (id, owner_id, account, state, name, currency, fee_bps,
              commission_bps, bond_required_minor, payout, profile_salt, profile, version,
              created_at)
            VALUES (:id, :owner, :account, 'APPROVED', :name, 'CNY', 300, 2000, 0, :account,
              decode(repeat('00', 32), 'hex'), '0x' || repeat('0', 64), 1, now())
            """)
        .param("id", id)
        .param("owner", owner)
        .param("account", account)
        .param("name", "Shop " + id)
        .update();
    jdbc.sql(
            """
            INSERT INTO merchant_settings (merchant_id, description_zh, description_en,
              contact_email, contact_phone, return_days, ship_days, version)
            VALUES (?, '', '', '', '', 7, 7, 1)
            """)
        .param(id)
        .update();
  }

  public static void setState(JdbcClient jdbc, UUID id, Merchant.State state) {
    jdbc.sql("UPDATE merchants SET state = ? WHERE id = ?").params(state.name(), id).update();
  }
}
