package org.tongbao.market.statement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.statement.ShopStatementPage.Asked;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Period;
import org.tongbao.market.web.Texts;

/// A shop's statement of a period, to read and as files. Without days it is of the last thirty.
@Controller
final class ShopStatementPages {
  private static final String STATEMENTS = "/merchant/{merchantId}/statements";

  /// Offered to choose from; others can be asked for by the address.
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Asia/Shanghai",
          "Asia/Hong_Kong",
          "Asia/Singapore",
          "Asia/Tokyo",
          "Europe/London",
          "Europe/Berlin",
          "America/New_York",
          "America/Los_Angeles",
          "America/Sao_Paulo");

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final PeriodStatements statements;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopStatementPages(PeriodStatements statements, ShopDesks desks, Pages pages, Clock clock) {
    this.statements = statements;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(STATEMENTS)
  @Needs(Permission.SHOP_FINANCE_READ)
  View show(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String zone) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_READ);
    try {
      Statement made = statements.of(Holder.of(shop), period(from, to, zone));
      Asked asked = new Asked(made.from().toString(), made.to().toString(), made.zone());
      return pages.of("shop-statements", page(caller, frame, shop, asked, made, FormErrors.NONE));
    } catch (DomainException refused) {
      FormErrors errors = errors(refused, from, frame.texts());
      return pages.refused(
          "shop-statements", page(caller, frame, shop, new Asked(from, to, zone), null, errors));
    }
  }

  /// The PDF is in the language of the pages.
  @GetMapping(STATEMENTS + "/file")
  @Needs(Permission.SHOP_FINANCE_READ)
  ResponseEntity<byte[]> file(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String zone,
      @RequestParam(defaultValue = "csv") String format) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_READ);
    Statement made = statements.of(Holder.of(shop), period(from, to, zone));
    return StatementApi.file(made, format, frame.texts());
  }

  /// A first day that is one comes too late, or too early.
  private static FormErrors errors(DomainException refused, String from, Texts texts) {
    FormErrors errors = FormErrors.of(refused, texts, Map.of());
    return errors.of("from") != null && DAY.matcher(from).matches()
        ? new FormErrors(null, Map.of("from", texts.get("statements.turned")))
        : errors;
  }

  private Period period(String from, String to, String zone) {
    return Period.of(orNull(from), orNull(to), orNull(zone), clock);
  }

  private static @Nullable String orNull(String typed) {
    return typed.isBlank() ? null : typed.strip();
  }

  private ShopStatementPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      Asked asked,
      @Nullable Statement statement,
      FormErrors errors) {
    List<String> zones = new ArrayList<>(ZONES);
    if (!asked.zone().isEmpty() && !zones.contains(asked.zone()) && statement != null) {
      zones.add(asked.zone());
    }
    return new ShopStatementPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/statements"),
        ShopDesks.path(shop, "/statements"),
        asked,
        zones,
        statement,
        errors);
  }
}
