package org.tongbao.market.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.booking.Bookings;
import org.tongbao.market.cart.CartView.CartAmount;
import org.tongbao.market.cart.CartView.CartEntry;
import org.tongbao.market.cart.CartView.CartShop;
import org.tongbao.market.cart.CartView.CartTitles;
import org.tongbao.market.cart.CartView.Notice;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Offer;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.inventory.Stock;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Looks up what a cart's lines cost now, and what has changed since they were set.
@Component
final class CartViews {
  private final Catalog catalog;
  private final Inventory inventory;
  private final Merchants merchants;
  private final Bookings bookings;

  CartViews(Catalog catalog, Inventory inventory, Merchants merchants, Bookings bookings) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.merchants = merchants;
    this.bookings = bookings;
  }

  CartView view(Cart cart, Currency currency) {
    List<UUID> variants = cart.lines().stream().map(CartLine::variant).toList();
    Map<UUID, Offer> offers = catalog.offers(variants, currency.code());
    Map<UUID, Stock> stocks = inventory.stocks(variants);
    Map<UUID, Integer> booked =
        bookings.capacities(offers.values().stream().map(Offer::product).toList());
    Map<MerchantId, List<CartEntry>> shops = new LinkedHashMap<>();
    List<CartEntry> gone = new ArrayList<>();
    List<CartEntry> saved = new ArrayList<>();
    Money selected = Money.zero(currency);
    int problems = 0;
    for (CartLine line : cart.lines()) {
      Offer offer = offers.get(line.variant());
      int available = Objects.requireNonNull(stocks.get(line.variant())).available();
      if (offer != null) {
        // Which slot it is to be, and whether that is free, is asked at checkout.
        available = booked.getOrDefault(offer.product(), available);
      }
      CartEntry entry = entry(line, offer, available);
      if (line.savedForLater()) {
        saved.add(entry);
      } else if (offer == null) {
        gone.add(entry);
      } else {
        shops.computeIfAbsent(offer.merchant(), shop -> new ArrayList<>()).add(entry);
      }
      if (line.isOrdered()) {
        if (offer != null && entry.canBeOrdered()) {
          selected = selected.plus(offer.price().times(line.quantity()));
        } else {
          problems++;
        }
      }
    }
    return new CartView(
        cart.version(),
        currency.code(),
        shops(shops),
        gone,
        saved,
        CartAmount.of(selected),
        problems);
  }

  private List<CartShop> shops(Map<MerchantId, List<CartEntry>> lines) {
    List<CartShop> shops = new ArrayList<>();
    lines.forEach((id, entries) -> shops.add(new CartShop(id.value(), name(id), entries)));
    return shops;
  }

  private String name(MerchantId id) {
    return merchants.find(id).map(Merchant::name).orElse("");
  }

  private CartEntry entry(CartLine line, @Nullable Offer offer, int available) {
    return new CartEntry(
        line.variant(),
        offer == null ? null : offer.product(),
        offer == null ? null : new CartTitles(offer.titles().zh(), offer.titles().en()),
        offer == null ? "" : offer.options(),
        offer == null ? null : offer.picture(),
        line.quantity(),
        line.selected(),
        offer == null ? null : CartAmount.of(offer.price()),
        CartAmount.of(line.priceSeen()),
        offer == null ? null : CartAmount.of(offer.price().times(line.quantity())),
        available,
        offer == null ? null : slot(offer.product(), line.slot()),
        notices(line, offer, available));
  }

  private @Nullable String slot(UUID product, @Nullable Instant start) {
    return start == null
        ? null
        : bookings.place(product, start).map(it -> it.appointment().text()).orElse(null);
  }

  private static List<Notice> notices(CartLine line, @Nullable Offer offer, int available) {
    List<Notice> notices = new ArrayList<>();
    if (offer == null || !offer.onSale()) {
      notices.add(Notice.NOT_ON_SALE);
    } else if (available == 0) {
      notices.add(Notice.SOLD_OUT);
    } else if (available < line.quantity()) {
      notices.add(Notice.TOO_FEW_LEFT);
    }
    if (offer != null && offer.price().currency().equals(line.priceSeen().currency())) {
      int change = offer.price().compareTo(line.priceSeen());
      if (change != 0) {
        notices.add(change > 0 ? Notice.PRICE_ROSE : Notice.PRICE_FELL);
      }
    }
    return notices;
  }
}
