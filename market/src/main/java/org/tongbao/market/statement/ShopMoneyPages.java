package org.tongbao.market.statement;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.IdentityError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.merchant.PayoutAccounts;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.onchain.ChainRecords;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.order.Settlements;
import org.tongbao.market.order.Settlements.Books;
import org.tongbao.market.order.Settlements.Settlement;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.statement.ShopMoneyPage.Purse;
import org.tongbao.market.wallet.RechargeView;
import org.tongbao.market.wallet.ShopWallets;
import org.tongbao.market.wallet.WalletError;
import org.tongbao.market.wallet.WithdrawalView;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A shop's money: balances, settlements, and money in and out.
@Controller
final class ShopMoneyPages {
  private static final Logger log = LoggerFactory.getLogger(ShopMoneyPages.class);
  private static final String MONEY = "/merchant/{merchantId}/money";
  private static final int MOST_AT_ONCE = 100;
  private static final int WITHDRAWALS = 10;
  private static final long LARGEST = 1_000_000_000_000L;
  private static final Map<WalletError, String> FIELDS =
      Map.of(WalletError.BALANCE_TOO_SMALL, "amount");

  private final ShopWallets wallets;
  private final Settlements settlements;
  private final Merchants merchants;
  private final PayoutAccounts payouts;
  private final ChainRecords records;
  private final Payments payments;
  private final ShopDesks desks;
  private final Pages pages;

  ShopMoneyPages(
      ShopWallets wallets,
      Settlements settlements,
      Merchants merchants,
      PayoutAccounts payouts,
      ChainRecords records,
      Payments payments,
      ShopDesks desks,
      Pages pages) {
    this.wallets = wallets;
    this.settlements = settlements;
    this.merchants = merchants;
    this.payouts = payouts;
    this.records = records;
    this.payments = payments;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(MONEY)
  @Needs(Permission.SHOP_FINANCE_READ)
  View show(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_READ);
    Shown what = new Shown(show.equals("waiting"), cursor, FormErrors.NONE, "", Map.of());
    return pages.of("shop-money", page(caller, frame, shop, what));
  }

  /// Confirms that the money of the chosen orders has come.
  @PostMapping(MONEY + "/acknowledgements")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  View acknowledge(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable List<String> order,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_DECIDE);
    try {
      if (order == null || order.isEmpty()) {
        throw new DomainException(RequestError.FIELD_MISSING, "order");
      }
      List<UUID> chosen = order.stream().limit(MOST_AT_ONCE).map(ShopMoneyPages::id).toList();
      settlements.acknowledge(shop, caller.user(), chosen);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, refused, "acknowledgement", Map.of());
    }
    redirect.addFlashAttribute(Frame.NOTICE, "money.acknowledged");
    return pages.seeOther(ShopDesks.path(shop, "/money"));
  }

  @PostMapping(MONEY + "/recharges")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  View recharge(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_DECIDE);
    String place = ShopDesks.path(shop, "/money");
    try {
      RechargeView begun =
          wallets.recharge(
              caller.user(),
              shop,
              money(typed),
              Fields.line("method", typed.get("method"), 30),
              ServletUriComponentsBuilder.fromCurrentContextPath().path(place).build().toUri());
      return pages.seeOther(place + "/recharges/" + begun.id());
    } catch (DomainException refused) {
      return refused(caller, frame, shop, refused, "recharge", typed);
    }
  }

  @GetMapping(MONEY + "/recharges/{id}")
  @Needs(Permission.SHOP_FINANCE_READ)
  View recharge(
      Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_READ);
    RechargeView known = wallets.recharge(shop, id(id));
    String base = ShopDesks.path(shop, "/money");
    Desk.Link above = Desk.Link.to(frame.texts().get("merchant.money"), base);
    PaymentView payment = known.payments().isEmpty() ? null : known.payments().getFirst();
    URI at = payment == null ? null : payment.payAt();
    String payAt = at == null ? "" : at.toString();
    boolean payable = payAt.matches("https?://.*") && known.state().name().equals("OPEN");
    String stage =
        switch (known.state()) {
          case OPEN -> payable ? "open" : "asking";
          case PAID -> "paid";
          case CREDITED -> "credited";
          case CLOSED -> "closed";
        };
    return pages.of(
        "shop-recharge",
        new ShopRechargePage(
            frame,
            desks.of(caller, shop, frame.texts(), "/money", above),
            base,
            known,
            payable ? payAt : null,
            payment == null ? "" : payment.method(),
            stage));
  }

  /// Much of it leads to the page to sign in first, where the session did not begin moments ago.
  @PostMapping(MONEY + "/withdrawals")
  @Needs(Permission.SHOP_DECIDE)
  View withdraw(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    try {
      String token = Fields.line("accountToken", typed.get("accountToken"), 100);
      WithdrawalView _ = wallets.withdraw(caller, shop, money(typed), token);
    } catch (DomainException refused) {
      if (refused.code() == IdentityError.SIGN_IN_AGAIN) {
        throw refused;
      }
      return refused(caller, frame, shop, refused, "withdrawal", typed);
    }
    redirect.addFlashAttribute(Frame.NOTICE, "money.withdrawal.asked");
    return pages.seeOther(ShopDesks.path(shop, "/money"));
  }

  private View refused(
      Caller caller,
      Frame frame,
      MerchantId shop,
      DomainException refused,
      String form,
      Map<String, String> typed) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
    Shown what = new Shown(form.equals("acknowledgement"), null, errors, form, typed);
    return pages.refused("shop-money", page(caller, frame, shop, what));
  }

  private static Money money(Map<String, String> typed) {
    String code = Fields.line("currency", typed.get("currency"), 5);
    Currency currency = Currency.find(code).orElseThrow(() -> Fields.malformed("currency"));
    long minor = AmountText.minor("amount", typed.get("amount"), currency);
    if (minor <= 0 || minor > LARGEST) {
      throw Fields.malformed("amount");
    }
    return Money.ofMinor(minor, currency);
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param failed the form that was refused
  private record Shown(
      boolean waiting,
      @Nullable String cursor,
      FormErrors errors,
      String failed,
      Map<String, String> typed) {}

  private ShopMoneyPage page(Caller caller, Frame frame, MerchantId shop, Shown what) {
    String own = wallets.account(shop).toHex();
    List<PaymentView.Amount> balances = balances(shop);
    PageOfList<Settlement> found =
        settlements.list(shop, what.waiting, PageOfList.Request.of(null, what.cursor));
    List<ShopMoneyPage.Out> withdrawals =
        wallets.withdrawals(shop, PageOfList.Request.of(WITHDRAWALS, null)).items().stream()
            .map(it -> new ShopMoneyPage.Out(it, records.of(new Subject("withdrawal", it.id()))))
            .toList();
    return new ShopMoneyPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/money"),
        ShopDesks.path(shop, "/money"),
        new ShopMoneyPage.Accounts(own, payouts.of(shop).toHex()),
        purses(
            merchants.require(shop).currency(),
            balances == null ? List.of() : balances,
            settlements.books(shop)),
        balances != null,
        what.waiting,
        found.items(),
        found.next(),
        withdrawals,
        payments.methods().stream().sorted().toList(),
        new ShopMoneyPage.Rights(
            caller.may(Permission.SHOP_FINANCE_DECIDE, shop),
            caller.may(Permission.SHOP_DECIDE, shop)),
        what.errors,
        what.failed,
        what.typed);
  }

  private @Nullable List<PaymentView.Amount> balances(MerchantId shop) {
    try {
      return wallets.balances(shop);
    } catch (RpcException unreachable) {
      log.warn("the chain cannot be asked for a shop's balances", unreachable);
      return null;
    }
  }

  /// The shop's own currency first, then those of which there is or was something.
  private static List<Purse> purses(
      String own, List<PaymentView.Amount> balances, List<Books> books) {
    Map<String, Long> held = new TreeMap<>();
    balances.forEach(it -> held.put(it.currency(), it.amountMinor()));
    Map<String, Books> known = new HashMap<>();
    books.forEach(it -> known.put(it.currency(), it));
    known.keySet().forEach(it -> held.putIfAbsent(it, 0L));
    held.putIfAbsent(own, 0L);
    return held.entrySet().stream()
        .map(it -> purse(it.getKey(), it.getValue(), known.get(it.getKey())))
        .filter(it -> it.isUsed() || it.currency().equals(own))
        .sorted(Comparator.comparing(it -> !it.currency().equals(own)))
        .toList();
  }

  private static Purse purse(String currency, long balance, @Nullable Books books) {
    return books == null
        ? new Purse(currency, balance, 0, 0, 0, 0, 0)
        : new Purse(
            currency,
            balance,
            books.heldMinor(),
            books.held(),
            books.waitingMinor(),
            books.waiting(),
            books.settledMinor());
  }
}
