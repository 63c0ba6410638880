package org.tongbao.market.reconciliation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.reconciliation.ReconciliationPage.Typed;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// Statements of institutions and what differs from them, for the platform's finance: the same work
/// as by REST.
@Controller
final class ReconciliationPages {
  private static final int DAYS = 14;
  private static final int NOTE_LIMIT = 500;

  private final Reconciliations reconciliations;
  private final Payments payments;
  private final Pages pages;

  ReconciliationPages(Reconciliations reconciliations, Payments payments, Pages pages) {
    this.reconciliations = reconciliations;
    this.payments = payments;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.RECONCILIATION)
  @Needs(Permission.MONEY_READ)
  View show(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "OPEN") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    return pages.of(
        "platform-reconciliation",
        page(caller, frame, PageFields.one(Difference.State.class, state), cursor, Typed.NOTHING));
  }

  /// Fetches the statement of a day, or takes the one that a person brings.
  ///
  /// @param statement comma-separated values; empty to fetch it
  @PostMapping(PlatformDesk.RECONCILIATION + "/statements")
  @Needs(Permission.RECONCILE)
  View compare(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String institution,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String statement,
      RedirectAttributes redirect) {
    try {
      String name = Fields.line("institution", institution, 30);
      LocalDate on = PageFields.day("day", Fields.line("day", day, 10));
      if (statement.isBlank()) {
        reconciliations.ask(name, on);
      } else {
        byte[] content = statement.strip().getBytes(StandardCharsets.UTF_8);
        reconciliations.bring(name, on, StatementFile.read(content, on));
      }
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Typed typed = new Typed(errors, institution, day, statement, null);
      return refused(caller, frame, typed);
    }
    return pages.done(
        redirect,
        statement.isBlank() ? "platform.reconciliation.asked" : "platform.reconciliation.compared",
        PlatformDesk.RECONCILIATION);
  }

  /// @param note what became of it
  @PostMapping(PlatformDesk.RECONCILIATION + "/differences/{id}/resolution")
  @Needs(Permission.RECONCILE)
  View resolve(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String note,
      RedirectAttributes redirect) {
    UUID known = PageFields.id(id);
    try {
      Difference _ =
          reconciliations.resolve(known, Fields.line("note", note, NOTE_LIMIT), caller.user());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return refused(caller, frame, new Typed(errors, "", "", "", known));
    }
    return pages.done(redirect, "platform.reconciliation.resolved", PlatformDesk.RECONCILIATION);
  }

  private View refused(Caller caller, Frame frame, Typed typed) {
    return pages.refused(
        "platform-reconciliation", page(caller, frame, Difference.State.OPEN, null, typed));
  }

  private ReconciliationPage page(
      Caller caller, Frame frame, Difference.State state, @Nullable String cursor, Typed typed) {
    PageOfList<Difference> found =
        reconciliations.differences(null, state.name(), PageOfList.Request.of(null, cursor));
    return new ReconciliationPage(
        frame,
        PlatformDesk.of(caller, frame.texts(), PlatformDesk.RECONCILIATION),
        reconciliations.list(null, null, DAYS),
        state,
        found.items(),
        found.next(),
        List.copyOf(payments.methods()),
        caller.may(Permission.RECONCILE),
        typed);
  }
}
