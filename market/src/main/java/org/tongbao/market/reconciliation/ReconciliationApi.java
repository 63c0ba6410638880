package org.tongbao.market.reconciliation;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// Statements of institutions and what differs from them, for the platform's finance.
@RestController
@RequestMapping("/api/v1/platform")
final class ReconciliationApi {
  private final Reconciliations reconciliations;

  ReconciliationApi(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  /// Newest day first; `before` is where the next part begins.
  @GetMapping("/reconciliations")
  @Needs(Permission.MONEY_READ)
  Days list(
      @RequestParam(required = false) @Nullable String institution,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable Integer limit) {
    return new Days(
        reconciliations.list(
            name(institution),
            before == null ? null : day("before", before),
            PageOfList.Request.of(limit, null).limit()));
  }

  /// Fetches the statement of a day, again if need be, and compares it.
  @PostMapping("/reconciliations")
  @Needs(Permission.RECONCILE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void ask(@RequestBody Asked asked) {
    reconciliations.ask(
        Fields.line("institution", asked.institution(), 30),
        day("day", Fields.line("day", asked.day(), 10)));
  }

  /// A statement that the institution gives to people only: comma-separated values with the columns
  /// `kind,reference,institutionReference,amountMinor,currency,at`. Another one takes its place.
  @PutMapping(path = "/reconciliations/{institution}/days/{day}/statement", consumes = "text/csv")
  @Needs(Permission.RECONCILE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void bring(
      @PathVariable String institution, @PathVariable String day, @RequestBody byte[] content) {
    LocalDate known = day("day", day);
    reconciliations.bring(institution, known, StatementFile.read(content, known));
  }

  @GetMapping("/reconciliation-differences")
  @Needs(Permission.MONEY_READ)
  PageOfList<Difference> differences(
      @RequestParam(required = false) @Nullable String institution,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (state != null
        && Stream.of(Difference.State.values()).noneMatch(it -> it.name().equals(state))) {
      throw Fields.malformed("state");
    }
    return reconciliations.differences(
        name(institution), state, PageOfList.Request.of(limit, cursor));
  }

  /// A person has looked into it: the note says what became of it.
  @PutMapping("/reconciliation-differences/{id}/resolution")
  @Needs(Permission.RECONCILE)
  Difference resolve(Caller caller, @PathVariable String id, @RequestBody Resolution resolution) {
    UUID known = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return reconciliations.resolve(
        known, Fields.line("note", resolution.note(), 500), caller.user());
  }

  private static @Nullable String name(@Nullable String institution) {
    String name = Fields.optionalLine("institution", institution, 30);
    return name.isEmpty() ? null : name;
  }

  private static LocalDate day(String field, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 2000 && day.getYear() <= 9999) {
        return day;
      }
    } catch (DateTimeParseException malformed) {
      // told below
    }
    throw Fields.malformed(field);
  }

  record Days(List<Reconciliation> items) {}

  record Asked(@Nullable String institution, @Nullable String day) {}

  record Resolution(@Nullable String note) {}
}
