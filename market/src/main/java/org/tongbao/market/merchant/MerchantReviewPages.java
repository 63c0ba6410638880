package org.tongbao.market.merchant;

import java.util.List;
import java.util.Map;
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
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.MerchantReviewPage.Verdict;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// Shops that apply, and those that sell, for the platform's staff: the same decisions as by REST.
@Controller
final class MerchantReviewPages {
  private static final int REASON_LIMIT = 500;

  private final Applications applications;
  private final Reviews reviews;
  private final Documents documents;
  private final Users users;
  private final Pages pages;

  MerchantReviewPages(
      Applications applications, Reviews reviews, Documents documents, Users users, Pages pages) {
    this.applications = applications;
    this.documents = documents;
    this.reviews = reviews;
    this.users = users;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.MERCHANTS)
  @Needs(Permission.MERCHANTS_REVIEW)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "APPLIED") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    Merchant.State wanted = PageFields.one(Merchant.State.class, state);
    PageOfList<MerchantReviewListPage.Line> found =
        applications
            .list(wanted, PageOfList.Request.of(null, cursor))
            .map(MerchantReviewListPage.Line::of);
    return pages.of(
        "platform-merchants",
        new MerchantReviewListPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.MERCHANTS),
            wanted,
            found.items(),
            found.next()));
  }

  @GetMapping(PlatformDesk.MERCHANTS + "/{id}")
  @Needs(Permission.MERCHANTS_REVIEW)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    Dossier dossier = applications.require(merchant(id));
    return pages.of("platform-merchant", page(caller, frame, dossier, FormErrors.NONE, null, ""));
  }

  /// @param version of the application that was read
  @PostMapping(PlatformDesk.MERCHANTS + "/{id}/{verdict}")
  @Needs(Permission.MERCHANTS_REVIEW)
  View decide(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @PathVariable String verdict,
      @RequestParam(defaultValue = "") String version,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    Dossier dossier = applications.require(merchant(id));
    Verdict wanted = PageDeed.of(Verdict.class, verdict);
    try {
      Dossier _ = decide(caller.user(), dossier, wanted, version, reason);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused(
          "platform-merchant", page(caller, frame, dossier, errors, wanted, reason));
    }
    return pages.done(
        redirect,
        "platform.merchants.done." + wanted.path(),
        PlatformDesk.MERCHANTS + "/" + dossier.merchant().id().value());
  }

  private Dossier decide(
      UserId by, Dossier dossier, Verdict verdict, String version, String reason) {
    MerchantId id = dossier.merchant().id();
    int read = PageFields.version(version);
    String text =
        verdict == Verdict.APPROVAL
            ? Fields.optionalLine("reason", reason, REASON_LIMIT)
            : Fields.line("reason", reason, REASON_LIMIT);
    return switch (verdict) {
      case RETURN -> reviews.giveBack(by, id, read, text);
      case REFUSAL -> reviews.refuse(by, id, read, text);
      case APPROVAL -> reviews.approve(by, id, read, text);
      case SUSPENSION -> reviews.suspend(by, id, text);
      case REINSTATEMENT -> reviews.reinstate(by, id, text);
    };
  }

  private MerchantReviewPage page(
      Caller caller,
      Frame frame,
      Dossier dossier,
      FormErrors errors,
      @Nullable Verdict failed,
      String reason) {
    List<MerchantReviewPage.Entry> history =
        dossier.history().stream()
            .map(
                it ->
                    new MerchantReviewPage.Entry(
                        it.kind().name(),
                        it.actor() == null ? "" : users.nameOf(new UserId(it.actor())),
                        it.reason(),
                        it.transaction(),
                        it.at()))
            .toList();
    return MerchantReviewPage.of(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.MERCHANTS),
        dossier,
        documents.of(dossier),
        users.nameOf(dossier.merchant().owner()),
        history,
        new MerchantReviewPage.Failed(failed, errors, reason));
  }

  private static MerchantId merchant(String id) {
    return new MerchantId(PageFields.id(id));
  }
}
