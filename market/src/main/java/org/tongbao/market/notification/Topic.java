package org.tongbao.market.notification;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tongbao.market.news.NewsKind;

/// A kind of news for a kind of people.
record Topic(NewsKind kind, Audience audience) {
  /// Who is told.
  enum Audience {
    /// Whom it concerns as a buyer, or as the owner of money.
    OWNER,
    /// Those who work on the shop's orders.
    SHOP,
    /// Those who decide about the shop.
    SHOP_OWNERS,
    /// Those who keep the shop's products.
    SHOP_PRODUCTS
  }

  private static final Map<NewsKind, Set<Audience>> TABLE = new EnumMap<>(NewsKind.class);

  static {
    Set<Audience> owner = Set.of(Audience.OWNER);
    Set<Audience> both = Set.of(Audience.OWNER, Audience.SHOP);
    Set<Audience> shop = Set.of(Audience.SHOP);
    Set<Audience> shopOwners = Set.of(Audience.SHOP_OWNERS);
    TABLE.put(NewsKind.ORDER_PLACED, owner);
    TABLE.put(NewsKind.ORDER_PAID, both);
    TABLE.put(NewsKind.ORDER_SHIPPED, owner);
    TABLE.put(NewsKind.ORDER_RECEIVED, both);
    TABLE.put(NewsKind.ORDER_SETTLED, shopOwners);
    TABLE.put(NewsKind.ORDER_COMPLETED, owner);
    TABLE.put(NewsKind.ORDER_CANCELLED, both);
    TABLE.put(NewsKind.ORDER_EXPIRED, owner);
    TABLE.put(NewsKind.REFUND_REQUESTED, both);
    TABLE.put(NewsKind.REFUND_REFUSED, owner);
    TABLE.put(NewsKind.REFUND_WITHDRAWN, shop);
    TABLE.put(NewsKind.REFUND_LAPSED, both);
    TABLE.put(NewsKind.REFUND_GRANTED, both);
    TABLE.put(NewsKind.DISPUTE_OPENED, both);
    TABLE.put(NewsKind.DISPUTE_RULED, both);
    TABLE.put(NewsKind.DISPUTE_APPEALED, both);
    TABLE.put(NewsKind.DISPUTE_CLOSED, both);
    TABLE.put(NewsKind.WITHDRAWAL_HELD, owner);
    TABLE.put(NewsKind.WITHDRAWAL_APPROVED, owner);
    TABLE.put(NewsKind.WITHDRAWAL_PAID, owner);
    TABLE.put(NewsKind.WITHDRAWAL_RETURNED, owner);
    TABLE.put(NewsKind.WITHDRAWAL_REFUSED, owner);
    TABLE.put(NewsKind.RECHARGE_ARRIVED, owner);
    TABLE.put(NewsKind.MERCHANT_RETURNED, shopOwners);
    TABLE.put(NewsKind.MERCHANT_REFUSED, shopOwners);
    TABLE.put(NewsKind.MERCHANT_APPROVED, shopOwners);
    TABLE.put(NewsKind.MERCHANT_SUSPENDED, shopOwners);
    TABLE.put(NewsKind.MERCHANT_REINSTATED, shopOwners);
    TABLE.put(NewsKind.PRODUCT_SUSPENDED, Set.of(Audience.SHOP_PRODUCTS));
    TABLE.put(NewsKind.PRODUCT_REINSTATED, Set.of(Audience.SHOP_PRODUCTS));
    TABLE.put(NewsKind.DEVICE_NEW, owner);
  }

  private static final List<Topic> ALL =
      Arrays.stream(NewsKind.values()).flatMap(kind -> of(kind).stream()).toList();

  /// All there are, in the order of what happens.
  static List<Topic> all() {
    return ALL;
  }

  static List<Topic> of(NewsKind kind) {
    return Objects.requireNonNull(TABLE.get(kind), kind::name).stream()
        .sorted()
        .map(audience -> new Topic(kind, audience))
        .toList();
  }

  static Optional<Topic> find(String code) {
    return ALL.stream().filter(it -> it.code().equals(code)).findFirst();
  }

  /// As programs and preferences know it: the type of the news, with `shop.` before it for those
  /// who work there.
  String code() {
    return (audience == Audience.OWNER ? "" : "shop.") + kind.type();
  }

  /// The key of its texts.
  String text() {
    return "notification." + code().replace('.', '-');
  }
}
