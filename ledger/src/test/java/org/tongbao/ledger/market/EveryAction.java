package org.tongbao.ledger.market;

import static org.tongbao.ledger.market.Shop.TEXT;
import static org.tongbao.ledger.market.Shop.amount;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.Group;
import org.tongbao.ledger.contract.Quote;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.Tier;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.DirectoryActions;
import org.tongbao.ledger.intent.GroupActions;
import org.tongbao.ledger.intent.InvoiceActions;
import org.tongbao.ledger.intent.MembershipActions;
import org.tongbao.ledger.intent.PointActions;
import org.tongbao.ledger.intent.ReviewActions;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// One action of every kind, about an order that is placed and a campaign that is published.
final class EveryAction {
  private final Shop shop;
  private final Address cny;
  private final Address account;
  private final Instant later;

  EveryAction(Shop shop, Signer actor) {
    this.shop = shop;
    this.cny = shop.cny;
    this.account = actor.address();
    this.later = shop.network.now().plus(Duration.ofDays(1));
  }

  List<Action> of(Terms terms, U256 campaignId, Campaign campaign) {
    List<Action> all = new ArrayList<>(orders(terms));
    all.addAll(treasury(terms));
    all.addAll(merchants());
    all.addAll(vouchers(campaignId, campaign));
    all.addAll(groups());
    all.addAll(others(terms));
    return all;
  }

  private List<Action> orders(Terms terms) {
    var orders = shop.orders;
    return List.of(
        orders.cancel(terms, TEXT),
        orders.ship(terms, TEXT),
        orders.confirmDelivery(terms, TEXT),
        orders.confirmReceipt(terms),
        orders.acknowledgePayout(terms),
        orders.requestRefund(terms, amount(7), TEXT),
        orders.answerRefund(terms, later, amount(7), true, TEXT),
        orders.giveRefund(terms, amount(7), TEXT),
        orders.withdrawClaim(terms, later),
        orders.dispute(terms, later, TEXT),
        orders.rule(terms, later, amount(7), TEXT),
        orders.appeal(terms, later, TEXT));
  }

  private List<Action> treasury(Terms terms) {
    var treasury = shop.treasury;
    return List.of(
        treasury.deposit(cny, account, amount(7)),
        treasury.depositToOrder(terms, amount(7)),
        treasury.requestWithdrawal(cny, amount(7), TEXT),
        treasury.approve(TEXT, TEXT),
        treasury.reject(TEXT, TEXT),
        treasury.attestReserve(cny, amount(7), later, TEXT));
  }

  private List<Action> merchants() {
    var merchants = shop.merchants;
    var conditions = new Application(account, cny, account, 100, 200, amount(7), TEXT);
    return List.of(
        merchants.applyFor(conditions),
        merchants.approve(conditions),
        merchants.giveBack(account, cny, TEXT, TEXT),
        merchants.suspend(account, TEXT),
        merchants.reinstate(account, TEXT),
        merchants.changePayout(account),
        merchants.postBond(cny, amount(7)),
        merchants.withdrawBond(cny, amount(7)));
  }

  private List<Action> vouchers(U256 id, Campaign campaign) {
    var vouchers = new VoucherActions(shop.intents);
    return List.of(
        vouchers.publish(campaign, TEXT),
        vouchers.fund(id, cny, amount(7)),
        vouchers.claim(id, U256.ONE),
        vouchers.grant(id, account, U256.ONE),
        vouchers.recharge(id, U256.ONE));
  }

  private List<Action> groups() {
    var groups = new GroupActions(shop.intents);
    Group group = group();
    Quote quote = groups.quote(group, Shop.of(Role.CLERK));
    return List.of(
        groups.open(group, quote),
        groups.join(group, 2, amount(950), TEXT),
        groups.cancel(group, TEXT));
  }

  Group group() {
    return new Group(
        TEXT,
        account,
        cny,
        100,
        10,
        later.getEpochSecond(),
        100,
        100,
        60,
        60,
        60,
        60,
        TEXT,
        List.of(new Tier(amount(1_000), 1), new Tier(amount(900), 10)));
  }

  private List<Action> others(Terms terms) {
    var directory = new DirectoryActions(shop.intents);
    var points = new PointActions(shop.intents);
    var memberships = new MembershipActions(shop.intents);
    var reviews = new ReviewActions(shop.intents);
    var invoices = new InvoiceActions(shop.intents);
    return List.of(
        directory.revoke(account, Set.of(Role.CLERK, Role.ISSUER)),
        directory.pause(TEXT),
        directory.resume(),
        directory.acceptVersion(shop.contracts.address("Orders")),
        points.fundPot(cny, amount(7)),
        points.withdrawPot(cny, amount(7)),
        memberships.grant(account, 1, later),
        memberships.renew(account, 1, later),
        memberships.revoke(account, TEXT),
        memberships.resign(),
        reviews.attest(terms, 1, 5, TEXT),
        reviews.followUp(TEXT, TEXT),
        reviews.answer(TEXT, TEXT),
        reviews.hide(TEXT, true, TEXT),
        invoices.issue(terms, amount(7), TEXT),
        invoices.reverse(U256.ONE, TEXT));
  }
}
