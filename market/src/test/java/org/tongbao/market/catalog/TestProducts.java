package org.tongbao.market.catalog;

import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.currency.TestCurrencies;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.media.TestMedia;
import org.tongbao.market.merchant.TestShops;
import tools.jackson.databind.json.JsonMapper;

/// Products as merchants make them, without the web: for tests of features that follow them.
public final class TestProducts {
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;
  private final Products products;
  private final Categories categories;
  private final UserId user;

  public TestProducts(DataSource dataSource, ApplicationEventPublisher events, Clock clock) {
    jdbc = JdbcClient.create(dataSource);
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    CatalogJson json = new CatalogJson();
    VariantStore variants = new VariantStore(jdbc, json);
    PriceChangeStore priceChanges = new PriceChangeStore(jdbc);
    categories = new Categories(new CategoryStore(jdbc), transaction, clock);
    products =
        new Products(
            new ProductStore(jdbc, json, variants),
            new VariantWriter(variants, priceChanges, clock),
            priceChanges,
            new ProductRules(
                categories,
                TestMedia.of(dataSource, clock),
                TestShops.of(jdbc),
                new SuspensionStore(jdbc)),
            TestCurrencies.of(jdbc, clock),
            events,
            transaction,
            clock);
    user = new UserId(UUID.randomUUID());
    jdbc.sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())")
        .param(user.value())
        .update();
  }

  public Categories categories() {
    return categories;
  }

  public UUID category(UUID parent, String zh, String en) {
    return categories.add(parent, new Wording(zh, en), 0).id();
  }

  /// Makes a draft of what the interface would take, in a shop that is made when it is not there.
  public UUID draft(UUID merchant, String json) {
    TestShops.ensure(jdbc, merchant);
    return products
        .add(new MerchantId(merchant), JSON.readValue(json, ProductFields.class), user)
        .id();
  }

  public UUID sell(UUID merchant, String json) {
    UUID id = draft(merchant, json);
    products.publish(new MerchantId(merchant), id, 1);
    return id;
  }

  public void withdraw(UUID merchant, UUID id) {
    MerchantId shop = new MerchantId(merchant);
    products.withdraw(shop, id, products.require(shop, id).version());
  }

  public void replace(UUID merchant, UUID id, String json) {
    MerchantId shop = new MerchantId(merchant);
    products.replace(
        shop,
        id,
        products.require(shop, id).version(),
        JSON.readValue(json, ProductFields.class),
        user);
  }
}
