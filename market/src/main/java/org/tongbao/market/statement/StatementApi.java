package org.tongbao.market.statement;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Period;
import org.tongbao.market.web.Texts;

/// Statements of a period, to read and as files: `format` is `csv` or `pdf`, the latter in the
/// language of the request. Days are those of `zone`, as in statistics.
@RestController
@RequestMapping("/api/v1")
final class StatementApi {
  private final PeriodStatements statements;
  private final Clock clock;

  StatementApi(PeriodStatements statements, Clock clock) {
    this.statements = statements;
    this.clock = clock;
  }

  @GetMapping("/wallet/statements")
  @Needs(Permission.OWN_ACCOUNT)
  Statement own(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return statements.of(Holder.of(caller.user()), Period.of(from, to, zone, clock));
  }

  @GetMapping(
      path = "/wallet/statements/file",
      produces = {"text/csv", "application/pdf"})
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<byte[]> ownFile(
      Caller caller,
      Locale locale,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable String format) {
    Period period = Period.of(from, to, zone, clock);
    return file(statements.of(Holder.of(caller.user()), period), format, locale);
  }

  @GetMapping("/merchants/{merchantId}/wallet/statements")
  @Needs(Permission.SHOP_FINANCE_READ)
  Statement ofShop(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return statements.of(Holder.of(new MerchantId(merchantId)), Period.of(from, to, zone, clock));
  }

  @GetMapping(
      path = "/merchants/{merchantId}/wallet/statements/file",
      produces = {"text/csv", "application/pdf"})
  @Needs(Permission.SHOP_FINANCE_READ)
  ResponseEntity<byte[]> fileOfShop(
      Locale locale,
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable String format) {
    Period period = Period.of(from, to, zone, clock);
    return file(statements.of(Holder.of(new MerchantId(merchantId)), period), format, locale);
  }

  /// The platform's fees, and what it gives.
  @GetMapping("/platform/statements")
  @Needs(Permission.MONEY_READ)
  Statement ofPlatform(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return statements.ofPlatform(Period.of(from, to, zone, clock));
  }

  @GetMapping(
      path = "/platform/statements/file",
      produces = {"text/csv", "application/pdf"})
  @Needs(Permission.MONEY_READ)
  ResponseEntity<byte[]> fileOfPlatform(
      Locale locale,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable String format) {
    return file(statements.ofPlatform(Period.of(from, to, zone, clock)), format, locale);
  }

  private static ResponseEntity<byte[]> file(
      Statement statement, @Nullable String format, Locale locale) {
    return file(
        statement, format, Texts.of(Language.find(locale.getLanguage()).orElse(Language.EN)));
  }

  static ResponseEntity<byte[]> file(Statement statement, @Nullable String format, Texts texts) {
    return switch (format == null ? "csv" : format) {
      case "csv" ->
          answer(
              statement,
              "csv",
              new MediaType("text", "csv", StandardCharsets.UTF_8),
              StatementCsv.of(statement).getBytes(StandardCharsets.UTF_8));
      case "pdf" ->
          answer(statement, "pdf", MediaType.APPLICATION_PDF, StatementPdf.of(statement, texts));
      default -> throw Fields.malformed("format");
    };
  }

  private static ResponseEntity<byte[]> answer(
      Statement statement, String ending, MediaType type, byte[] content) {
    String name = "statement-%s-%s.%s".formatted(statement.from(), statement.to(), ending);
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(content);
  }
}
