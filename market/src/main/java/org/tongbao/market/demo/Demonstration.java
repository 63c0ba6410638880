package org.tongbao.market.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.address.Addresses;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.demo.DemoOrders.Until;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.Merchants;

/// Fills a new marketplace in the background, once it is up, and only where nobody has begun to use
/// it and no real institution can be paid. Each thing is made in one transaction together with the
/// note that it is there, so that a start after a stop goes on with what is missing.
@Component
@ConditionalOnProperty("tongbao.demo.fill")
class Demonstration {
  private static final Logger log = LoggerFactory.getLogger(Demonstration.class);
  private static final String DOMAIN = "@demo.invalid";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final User.Preferences NONE =
      new User.Preferences(Optional.empty(), Optional.empty());

  private final DemoStore store;
  private final DemoShops shops;
  private final DemoOrders orders;
  private final Users users;
  private final Roles roles;
  private final Merchants merchants;
  private final Catalog catalog;
  private final Addresses addresses;
  private final TransactionTemplate transaction;
  private volatile boolean closed;

  Demonstration(
      DemoStore store,
      DemoShops shops,
      DemoOrders orders,
      Users users,
      Roles roles,
      Merchants merchants,
      Catalog catalog,
      Addresses addresses,
      TransactionTemplate transaction) {
    this.store = store;
    this.shops = shops;
    this.orders = orders;
    this.users = users;
    this.roles = roles;
    this.merchants = merchants;
    this.catalog = catalog;
    this.addresses = addresses;
    this.transaction = transaction;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    Thread.ofPlatform().daemon().name("demonstration").start(this::run);
  }

  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
  }

  private void run() {
    try {
      if (orders.canPay() && isWanted() && known("done").isEmpty()) {
        log.info(
            "Filling the marketplace with shops and products for demonstration (demo: false"
                + " leaves it empty)");
        fill();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      if (!closed) {
        log.warn("The demonstration is not whole; the next start goes on with it", failure);
      }
    }
  }

  /// Nobody else has begun to fill it.
  private boolean isWanted() {
    return known("begun").isPresent() || catalog.idsAfter(new UUID(0, 0), 1).isEmpty();
  }

  private Optional<UUID> known(String key) {
    return Objects.requireNonNull(transaction.execute(status -> store.find(key)));
  }

  private void fill() throws IOException, InterruptedException {
    UserId reviewer = new UserId(once("begun", this::reviewer));
    Map<String, UserId> owners = new HashMap<>();
    Map<String, MerchantId> open = new HashMap<>();
    List<DemoFiles.Shop> all = DemoFiles.shops();
    for (DemoFiles.Shop shop : all) {
      UserId owner = new UserId(once("owner " + shop.key(), () -> user(shop.key(), shop.name())));
      owners.put(shop.key(), owner);
      MerchantId id = new MerchantId(once("shop " + shop.key(), () -> shops.apply(shop, owner)));
      var _ =
          once(
              "approved " + shop.key(),
              () -> {
                shops.approve(reviewer, id);
                return id.value();
              });
      open.put(shop.key(), id);
    }
    await(() -> open.values().stream().allMatch(merchants::sells));
    Map<String, UUID> deliveries = new HashMap<>();
    Map<String, UUID> places = new HashMap<>();
    for (DemoFiles.Shop shop : all) {
      MerchantId id = Objects.requireNonNull(open.get(shop.key()));
      deliveries.put(shop.key(), once("furnished " + shop.key(), () -> shops.furnish(shop, id)));
      int position = places.size() + 1;
      places.put(shop.key(), once("category " + shop.key(), () -> shops.category(shop, position)));
    }
    sell(all, open, owners, places);
    order(all, open, owners, deliveries);
    var _ = once("done", reviewer::value);
    log.info("The demonstration is there");
  }

  private UUID reviewer() {
    UserId reviewer = new UserId(user("reviewer", "Demonstration"));
    roles.grant(reviewer, new Grant(Role.REVIEWER, null), reviewer);
    return reviewer.value();
  }

  private UUID user(String key, String name) {
    return users.registerWithoutPassword(LoginName.parse(key + DOMAIN), name, NONE).id().value();
  }

  /// Products go on sale by turns, so that what is new is of all kinds.
  private void sell(
      List<DemoFiles.Shop> all,
      Map<String, MerchantId> open,
      Map<String, UserId> owners,
      Map<String, UUID> places) {
    List<List<DemoFiles.Product>> byShop = new ArrayList<>();
    List<DemoFiles.Product> products = DemoFiles.products();
    for (DemoFiles.Shop shop : all) {
      byShop.add(products.stream().filter(it -> it.shop().equals(shop.key())).toList());
    }
    int made = 0;
    for (int turn = 25; turn >= 0; turn--) {
      for (int i = 0; i < all.size(); i++) {
        if (closed) {
          throw new IllegalStateException("stopped");
        }
        if (turn < byShop.get(i).size()) {
          DemoFiles.Shop shop = all.get(i);
          DemoFiles.Product product = byShop.get(i).get(turn);
          var _ =
              once(
                  "product " + product.picture(),
                  () ->
                      shops.product(
                          shop,
                          product,
                          Objects.requireNonNull(open.get(shop.key())),
                          Objects.requireNonNull(owners.get(shop.key())),
                          places));
          made++;
          if (made % 50 == 0) {
            log.info("Demonstration: {} of {} products", made, products.size());
          }
        }
      }
    }
  }

  private void order(
      List<DemoFiles.Shop> all,
      Map<String, MerchantId> open,
      Map<String, UserId> owners,
      Map<String, UUID> deliveries)
      throws IOException, InterruptedException {
    UserId buyer = new UserId(once("buyer", this::buyer));
    UUID address = once("address", () -> addresses.add(buyer, HOME, true).id());
    List<DemoFiles.Product> products = DemoFiles.products();
    Until[] ways = Until.values();
    for (int i = 0; i < ways.length; i++) {
      Until until = ways[i];
      DemoFiles.Shop shop = all.get(i);
      DemoFiles.Product product =
          products.stream()
              .filter(it -> it.shop().equals(shop.key()) && it.options().isEmpty())
              .filter(it -> it.stock() > 0)
              .findFirst()
              .orElseThrow();
      UUID order =
          once(
              "order " + until,
              () ->
                  orders.buy(
                      buyer,
                      address,
                      Objects.requireNonNull(open.get(shop.key())),
                      Objects.requireNonNull(deliveries.get(shop.key())),
                      variantOf(product),
                      DemoOrders.price(product, shop.service())));
      UserId owner = Objects.requireNonNull(owners.get(shop.key()));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!closed && !orders.advance(order, owner, until)) {
        pause(deadline);
      }
    }
  }

  private UUID variantOf(DemoFiles.Product product) {
    UUID id = store.find("product " + product.picture()).orElseThrow();
    Product onSale = catalog.onSale(id).orElseThrow();
    return onSale.variants().getFirst().id();
  }

  private static final PostalAddress HOME =
      PostalAddress.of(
          new PostalAddress.Typed(
              "李娜", "+86 138 0013 8000", "CN", "广东省", "深圳市", "南山区", "科苑路 1 号", "518057"));

  /// Somebody to look around as. The password is made here and said once, so that no marketplace
  /// has an account that everybody can open.
  private UUID buyer() {
    byte[] secret = new byte[9];
    new SecureRandom().nextBytes(secret);
    String password = "demo-" + HexFormat.of().formatHex(secret);
    LoginName name = LoginName.parse("buyer" + DOMAIN);
    UUID id = users.register(name, password, "李娜", NONE).id().value();
    log.info("To see a buyer's orders, sign in as {} with the password {}", name.value(), password);
    return id;
  }

  private UUID once(String key, Supplier<UUID> make) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lock();
              Optional<UUID> known = store.find(key);
              if (known.isPresent()) {
                return known.get();
              }
              UUID id = make.get();
              store.add(key, id);
              return id;
            }));
  }

  private void await(Supplier<Boolean> reached) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.get()) {
      pause(deadline);
    }
  }

  private void pause(long deadline) throws InterruptedException {
    if (closed || System.nanoTime() > deadline) {
      throw new IllegalStateException(closed ? "stopped" : "the chain or the bank is too slow");
    }
    Thread.sleep(PAUSE);
  }
}
