package org.tongbao.market.wallet;

import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
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
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// One's own wallet: what is in it, how it came there, and bringing money in and out.
@Controller
final class WalletPages {
  private static final Logger log = LoggerFactory.getLogger(WalletPages.class);
  private static final String WALLET = "/account/wallet";
  private static final int LINES = 20;
  private static final int WITHDRAWALS = 5;
  private static final BigInteger LARGEST = BigInteger.valueOf(1_000_000_000_000L);

  private final Wallets wallets;
  private final Recharges recharges;
  private final Withdrawals withdrawals;
  private final LargeWithdrawals large;
  private final Statements statements;
  private final Payments payments;
  private final Currencies currencies;
  private final Pages pages;

  WalletPages(
      Wallets wallets,
      Recharges recharges,
      Withdrawals withdrawals,
      LargeWithdrawals large,
      Statements statements,
      Payments payments,
      Currencies currencies,
      Pages pages) {
    this.wallets = wallets;
    this.recharges = recharges;
    this.withdrawals = withdrawals;
    this.large = large;
    this.statements = statements;
    this.payments = payments;
    this.currencies = currencies;
    this.pages = pages;
  }

  @GetMapping(WALLET)
  @Needs(Permission.OWN_ACCOUNT)
  View show(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String unit,
      @RequestParam(required = false) @Nullable String cursor) {
    String of = unit.matches("[A-Z]{3,6}") ? unit : "";
    return pages.of("wallet", page(caller, frame, of, cursor, FormErrors.NONE, "", ""));
  }

  @PostMapping(WALLET + "/recharges")
  @Needs(Permission.OWN_ACCOUNT)
  View recharge(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String method) {
    try {
      Recharge begun =
          recharges.begin(
              caller.user(), money(amount, frame), Fields.line("method", method, 30), back());
      return pages.seeOther(WALLET + "/recharges/" + begun.id());
    } catch (DomainException refused) {
      return refused(caller, frame, refused, "recharge", amount);
    }
  }

  /// Where the institution sends the payer afterwards; the page of the very recharge has no address
  /// yet when this is asked for.
  private static URI back() {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path(WALLET).build().toUri();
  }

  @GetMapping(WALLET + "/recharges/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  View recharge(Caller caller, Frame frame, @PathVariable String id) {
    UUID asked = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Recharge known = recharges.require(caller.user(), asked);
    List<PaymentAttempt> attempts = recharges.attempts(known);
    PaymentAttempt open =
        attempts.stream()
            .filter(it -> it.state() == PaymentAttempt.State.OPEN)
            .findFirst()
            .orElse(null);
    URI payAt = open == null ? null : open.payAt();
    String address =
        payAt != null && payAt.toString().matches("https?://.*") ? payAt.toString() : null;
    String stage =
        switch (known.state()) {
          case OPEN -> address == null ? "asking" : "open";
          case PAID -> "paid";
          case CREDITED -> "credited";
          case CLOSED -> "closed";
        };
    String method = attempts.isEmpty() ? "" : attempts.getFirst().method();
    return pages.of(
        "recharge",
        new RechargePage(frame, RechargeView.of(known, attempts), address, method, stage));
  }

  @PostMapping(WALLET + "/withdrawals")
  @Needs(Permission.OWN_ACCOUNT)
  View withdraw(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String amount,
      RedirectAttributes redirect) {
    try {
      Money asked = money(amount, frame);
      large.check(caller, asked);
      Withdrawal _ = withdrawals.ask(caller.user(), asked, Withdrawal.Destination.ORIGINAL, "");
    } catch (DomainException refused) {
      return refused(caller, frame, refused, "withdrawal", amount);
    }
    redirect.addFlashAttribute(Frame.NOTICE, "wallet.withdrawal.asked");
    return pages.seeOther(WALLET);
  }

  private View refused(
      Caller caller, Frame frame, DomainException refused, String form, String amount) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    return pages.refused("wallet", page(caller, frame, "", null, errors, form, amount));
  }

  private Money money(String typed, Frame frame) {
    String plain = typed.strip().replace(",", "");
    if (!plain.matches("[0-9]{1,12}(\\.[0-9]{1,8})?")) {
      throw Fields.malformed("amount");
    }
    try {
      Currency currency = currencies.requireAccepted(frame.currency()).currency();
      Money money = Money.parse(plain, currency);
      if (money.isPositive() && money.amountMinor().compareTo(LARGEST) <= 0) {
        return money;
      }
    } catch (IllegalArgumentException tooFine) {
      throw Fields.malformed("amount");
    }
    throw Fields.malformed("amount");
  }

  private WalletPage page(
      Caller caller,
      Frame frame,
      String unit,
      @Nullable String cursor,
      FormErrors errors,
      String form,
      String amount) {
    PageOfList<WalletLineView> lines =
        statements
            .list(Holder.of(caller.user()), unit, PageOfList.Request.of(LINES, cursor))
            .map(WalletLineView::of);
    return new WalletPage(
        frame,
        wallet(caller),
        lines.items(),
        unit,
        lines.next(),
        withdrawals
            .list(caller.user(), "", PageOfList.Request.of(WITHDRAWALS, null))
            .map(WithdrawalView::of)
            .items(),
        List.copyOf(payments.methods()),
        errors,
        form,
        amount);
  }

  private Wallets.@Nullable Wallet wallet(Caller caller) {
    try {
      return wallets.of(caller.user());
    } catch (RpcException unreachable) {
      log.warn("the chain cannot be asked for a wallet", unreachable);
      return null;
    }
  }
}
