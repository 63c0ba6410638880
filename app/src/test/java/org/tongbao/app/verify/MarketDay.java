package org.tongbao.app.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.Group;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.Tier;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.GroupActions;
import org.tongbao.ledger.intent.PointActions;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.market.Shop;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A chain in which a bit of everything has happened: orders on every path, vouchers, points,
/// bonds, withdrawals, a group buy.
final class MarketDay {
  private final Shop shop;

  MarketDay(Shop shop) {
    this.shop = shop;
  }

  /// Makes one in a folder and closes it.
  static void in(Path folder) {
    try (var shop = new Shop(OwnNetwork.keptIn(folder))) {
      new MarketDay(shop).happen();
    }
  }

  void happen() {
    completedWithChange();
    refunds();
    vouchersAndPoints();
    withdrawals();
    groupBuy();
    Terms open = shop.anOrder();
    shop.done(shop.placeAndPay(open));
  }

  private void completedWithChange() {
    Terms terms = shop.anOrder();
    shop.done(shop.place(terms));
    shop.done(
        shop.by(Shop.of(Role.ISSUER), shop.treasury.depositToOrder(terms, Shop.amount(10_100))));
    shop.done(
        shop.by(shop.merchant, shop.orders.ship(terms, Shop.TEXT)),
        shop.by(shop.buyer, shop.orders.confirmReceipt(terms)),
        shop.orders.settle(terms),
        shop.by(shop.merchant, shop.orders.acknowledgePayout(terms)));
    // Money for an order that has ended goes to the buyer.
    Terms cancelled = shop.anOrder();
    shop.done(shop.place(cancelled));
    shop.done(
        shop.by(Shop.of(Role.ISSUER), shop.treasury.depositToOrder(cancelled, Shop.amount(7))));
    shop.done(shop.by(shop.merchant, shop.orders.cancel(cancelled, Shop.TEXT)));
    shop.done(
        shop.by(Shop.of(Role.ISSUER), shop.treasury.depositToOrder(cancelled, Shop.amount(9))));
    shop.network.advance(Duration.ofDays(7));
    shop.done(shop.orders.advance(terms, Shop.newReference()));
    shop.attest();
  }

  private void refunds() {
    shop.give(shop.merchant.address(), 10_000);
    shop.done(shop.by(shop.merchant, shop.merchants.postBond(shop.cny, Shop.amount(1_000))));
    Terms terms = shop.completed();
    // 18.00 from a bond of 10.00, from the platform nothing: the rest is owed, a part paid later.
    shop.done(shop.by(shop.merchant, shop.orders.giveRefund(terms, Shop.amount(2_001), Shop.TEXT)));
    shop.done(shop.by(shop.merchant, shop.merchants.postBond(shop.cny, Shop.amount(500))));
    shop.done(shop.orders.payOwed(terms, Shop.newReference()));
    Terms early = shop.anOrder();
    shop.done(
        shop.placeAndPay(early),
        shop.by(shop.merchant, shop.orders.ship(early, Shop.TEXT)),
        shop.by(shop.merchant, shop.orders.giveRefund(early, Shop.amount(3_333), Shop.TEXT)),
        shop.by(shop.buyer, shop.orders.confirmReceipt(early)),
        shop.orders.settle(early));
    Terms whole = shop.anOrder();
    shop.done(
        shop.placeAndPay(whole),
        shop.by(shop.merchant, shop.orders.ship(whole, Shop.TEXT)),
        shop.by(shop.merchant, shop.orders.giveRefund(whole, Shop.amount(10_000), Shop.TEXT)));
  }

  private void vouchersAndPoints() {
    Signer promoter = Shop.of(Role.PROMOTER);
    var vouchers = new VoucherActions(shop.intents);
    var points = new PointActions(shop.intents);
    shop.give(promoter.address(), 30_000);
    Hash reference = Shop.newReference();
    U256 id = shop.client.call(shop.contracts.vouchers().campaignId(promoter.address(), reference));
    shop.done(
        shop.intents.sign(
            vouchers.publish(coupon(promoter), Shop.TEXT), promoter, reference, shop.soon()),
        shop.by(promoter, vouchers.fund(id, shop.cny, Shop.amount(10_000))),
        shop.by(promoter, points.fundPot(shop.cny, Shop.amount(5_000))),
        shop.by(shop.buyer, vouchers.claim(id, U256.of(2))));
    var use = List.of(new VoucherUse(id, U256.ONE, Shop.amount(2_000)));
    Terms kept = shop.anOrder(use, 60, 600);
    Terms given = shop.anOrder(use, 30, 299);
    shop.done(
        shop.placeAndPay(kept),
        shop.placeAndPay(given),
        shop.by(shop.buyer, shop.orders.cancel(given, Shop.TEXT)),
        shop.by(shop.merchant, shop.orders.ship(kept, Shop.TEXT)),
        shop.by(shop.buyer, shop.orders.requestRefund(kept, Shop.amount(1_234), Shop.TEXT)));
    shop.done(
        shop.by(
            shop.merchant,
            shop.orders.answerRefund(
                kept, shop.claimDue(kept), Shop.amount(1_234), true, Shop.TEXT)));
  }

  private Campaign coupon(Signer bearer) {
    long now = shop.network.now().getEpochSecond();
    return new Campaign(
        bearer.address(),
        VoucherKind.COUPON,
        true,
        false,
        true,
        now,
        now + Duration.ofDays(30).toSeconds(),
        shop.cny,
        Shop.amount(2_000),
        Shop.amount(5_000),
        Shop.amount(100),
        Shop.amount(2));
  }

  private void withdrawals() {
    Signer owner = Shop.signer("owner of a withdrawal");
    shop.give(owner.address(), 10_000);
    var action = shop.treasury.requestWithdrawal(shop.cny, Shop.amount(3_000), Shop.TEXT);
    Hash burned = withdrawal(owner, action);
    Hash returned = withdrawal(owner, action);
    withdrawal(owner, action);
    shop.done(
        shop.by(Shop.of(Role.CASHIER), shop.treasury.approve(burned, Shop.TEXT)),
        shop.by(Shop.signer("second CASHIER"), shop.treasury.approve(burned, Shop.TEXT)),
        shop.by(Shop.of(Role.CASHIER), shop.treasury.reject(returned, Shop.TEXT)));
    shop.attest();
  }

  private Hash withdrawal(Signer owner, org.tongbao.ledger.intent.Action action) {
    Hash reference = Shop.newReference();
    shop.done(shop.intents.sign(action, owner, reference, shop.soon()));
    return shop.client.call(shop.contracts.treasury().withdrawalId(owner.address(), reference));
  }

  private void groupBuy() {
    var groups = new GroupActions(shop.intents);
    var group =
        new Group(
            Shop.newReference(),
            shop.merchant.address(),
            shop.cny,
            100,
            10,
            shop.soon().getEpochSecond(),
            100,
            100,
            60,
            60,
            60,
            60,
            Shop.TEXT,
            List.of(new Tier(Shop.amount(1_000), 1), new Tier(Shop.amount(900), 10)));
    shop.done(shop.by(shop.merchant, groups.open(group, groups.quote(group, Shop.of(Role.CLERK)))));
    shop.done(shop.by(shop.buyer, groups.join(group, 2, Shop.amount(1_000), Shop.TEXT)));
  }
}
