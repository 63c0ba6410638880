package org.tongbao.market.webhook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.NeedsPrograms;
import org.tongbao.market.merchant.ProgramDesks;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.webhook.WebhookPage.Typed;

/// Where programs of a shop, or of the platform, hear the news: the list, and each receiver.
/// Answers that show a secret are pages and not the way to one, and their forms carry no key under
/// which answers are kept.
@Controller
@RequestMapping({"/merchant/{merchantId}" + WebhookDesk.PLACE, "/platform" + WebhookDesk.PLACE})
final class WebhookPages {
  private static final Map<WebhookError, String> FIELDS = Map.of(WebhookError.BAD_ADDRESS, "url");

  private final Webhooks webhooks;
  private final WebhookDesk desk;
  private final Pages pages;

  WebhookPages(Webhooks webhooks, WebhookDesk desk, Pages pages) {
    this.webhooks = webhooks;
    this.desk = desk;
    this.pages = pages;
  }

  @GetMapping
  @NeedsPrograms
  View list(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId owner = ProgramDesks.owner(caller, merchantId);
    return pages.of(
        "webhooks", desk.list(caller, frame, owner, cursor, Typed.NOTHING, FormErrors.NONE));
  }

  @PostMapping
  @NeedsPrograms
  View make(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "") List<String> type) {
    MerchantId owner = ProgramDesks.owner(caller, merchantId);
    try {
      Webhooks.Made made =
          webhooks.make(caller, owner, new WebhookView.WishFields(url, type, true).wish());
      return shown(caller, frame, made);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused(
          "webhooks", desk.list(caller, frame, owner, null, new Typed(url, type), errors));
    }
  }

  private View shown(Caller caller, Frame frame, Webhooks.Made made) {
    WebhookDesk.Asked asked = WebhookDesk.Asked.NEWEST.with(made.secret());
    return pages.secret(
        "webhook", desk.one(caller, frame, made.endpoint(), asked, FormErrors.NONE));
  }

  @GetMapping("/{id}")
  @NeedsPrograms
  View one(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    Endpoint endpoint = endpoint(caller, merchantId, id);
    WebhookDesk.Asked asked = WebhookDesk.Asked.of(state, cursor);
    return pages.of("webhook", desk.one(caller, frame, endpoint, asked, FormErrors.NONE));
  }

  @PostMapping("/{id}")
  @NeedsPrograms
  View replace(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "") List<String> type,
      RedirectAttributes redirect) {
    Endpoint known = endpoint(caller, merchantId, id);
    try {
      Endpoint _ =
          webhooks.replace(
              known, version, new WebhookView.WishFields(url, type, known.enabled()).wish());
    } catch (DomainException refused) {
      WebhookDesk.Asked asked = WebhookDesk.Asked.NEWEST.with(new Typed(url, type), version);
      return refused(caller, frame, known, asked, refused);
    }
    return done(known, redirect, "merchant.webhooks.saved");
  }

  @PostMapping("/{id}/pause")
  @NeedsPrograms
  View pause(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      RedirectAttributes redirect) {
    Endpoint known = endpoint(caller, merchantId, id);
    return turn(caller, frame, known, version, false, redirect);
  }

  @PostMapping("/{id}/resumption")
  @NeedsPrograms
  View resume(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      RedirectAttributes redirect) {
    Endpoint known = endpoint(caller, merchantId, id);
    return turn(caller, frame, known, version, true, redirect);
  }

  private View turn(
      Caller caller,
      Frame frame,
      Endpoint known,
      int version,
      boolean on,
      RedirectAttributes redirect) {
    try {
      Webhooks.Wish wish = new Webhooks.Wish(known.url().toString(), known.types(), on);
      Endpoint _ = webhooks.replace(known, version, wish);
    } catch (DomainException refused) {
      return refused(caller, frame, known, WebhookDesk.Asked.NEWEST, refused);
    }
    return done(known, redirect, on ? "merchant.webhooks.resumed" : "merchant.webhooks.paused");
  }

  /// A new secret, shown this once; the one before signs beside it for a day.
  @PostMapping("/{id}/secret")
  @NeedsPrograms
  View rotate(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id) {
    return shown(caller, frame, webhooks.rotate(endpoint(caller, merchantId, id)));
  }

  @PostMapping("/{id}/removal")
  @NeedsPrograms
  View remove(
      Caller caller,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      RedirectAttributes redirect) {
    MerchantId owner = ProgramDesks.owner(caller, merchantId);
    webhooks.remove(webhooks.require(owner, id));
    return pages.done(
        redirect, "merchant.webhooks.removed", ProgramDesks.path(owner, WebhookDesk.PLACE));
  }

  private View done(Endpoint endpoint, RedirectAttributes redirect, String notice) {
    return pages.done(redirect, notice, WebhookDesk.address(endpoint));
  }

  private View refused(
      Caller caller,
      Frame frame,
      Endpoint known,
      WebhookDesk.Asked asked,
      DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
    return pages.refused("webhook", desk.one(caller, frame, known, asked, errors));
  }

  private Endpoint endpoint(Caller caller, @Nullable String merchantId, String id) {
    return webhooks.require(ProgramDesks.owner(caller, merchantId), id);
  }
}
