package org.tongbao.market.demo;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.order.WholeOrder;
import org.tongbao.market.review.ProductReviews;
import org.tongbao.market.review.Review;

/// What buyers of the demonstration buy, how far it comes, and what they say of it.
@Component
class DemoTrade {
  private final DemoOnce once;
  private final DemoPeople people;
  private final DemoOrders desk;
  private final Catalog catalog;
  private final Orders orders;
  private final ProductReviews reviews;

  DemoTrade(
      DemoOnce once,
      DemoPeople people,
      DemoOrders desk,
      Catalog catalog,
      Orders orders,
      ProductReviews reviews) {
    this.once = once;
    this.people = people;
    this.desk = desk;
    this.catalog = catalog;
    this.orders = orders;
    this.reviews = reviews;
  }

  /// A shop that is open.
  record OpenShop(DemoFiles.Shop shop, MerchantId id, UserId owner, UUID delivery) {}

  /// Brings an order to where it should be.
  void order(DemoFiles.Order row, OpenShop shop, DemoWaiting waiting)
      throws IOException, InterruptedException {
    DemoPeople.Buyer buyer = people.buyer(row.buyer());
    DemoFiles.Product product =
        DemoFiles.products().stream()
            .filter(it -> it.picture().equals(row.picture()))
            .findFirst()
            .orElseThrow();
    UUID order =
        once.make(
            "order " + row.key(),
            () ->
                desk.buy(
                    buyer.id(),
                    buyer.address(),
                    shop.id,
                    shop.delivery,
                    variantOf(product),
                    DemoOrders.price(product, shop.shop.service())));
    waiting.until(() -> desk.advance(order, shop.owner, row.until()));
    if (!row.stars().isEmpty()) {
      review(row, shop, order, waiting);
    }
  }

  private void review(DemoFiles.Order row, OpenShop shop, UUID order, DemoWaiting waiting)
      throws IOException, InterruptedException {
    WholeOrder whole = orders.whole(order).orElseThrow();
    SellerOrder part = orders.parts(order).getFirst();
    ProductReviews.Draft draft =
        new ProductReviews.Draft(0, Integer.parseInt(row.stars()), row.review(), List.of());
    UUID review =
        once.make(
            "review " + row.key(),
            () -> reviews.write(part.ref().buyer(), whole.number(), part.id(), draft).id());
    if (!row.answer().isEmpty()) {
      waiting.until(
          () ->
              once.look(() -> reviews.find(review)).orElseThrow().state() != Review.State.PENDING);
      var _ =
          once.make(
              "answer " + row.key(), () -> reviews.answer(shop.id, review, row.answer()).id());
    }
  }

  private UUID variantOf(DemoFiles.Product product) {
    UUID id = once.known("product " + product.picture()).orElseThrow();
    Product onSale = catalog.onSale(id).orElseThrow();
    return onSale.variants().getFirst().id();
  }
}
