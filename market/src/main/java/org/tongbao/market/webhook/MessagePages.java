package org.tongbao.market.webhook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.tongbao.market.merchant.NeedsPrograms;
import org.tongbao.market.merchant.ProgramDesks;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;

/// What a receiver was sent: each message with its tries, and sending again.
@Controller
@RequestMapping({
  "/merchant/{merchantId}" + WebhookDesk.PLACE + "/{id}",
  "/platform" + WebhookDesk.PLACE + "/{id}"
})
final class MessagePages {
  private final Webhooks webhooks;
  private final WebhookDesk desk;
  private final Pages pages;

  MessagePages(Webhooks webhooks, WebhookDesk desk, Pages pages) {
    this.webhooks = webhooks;
    this.desk = desk;
    this.pages = pages;
  }

  @GetMapping("/messages/{messageId}")
  @NeedsPrograms
  View one(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @PathVariable String messageId) {
    Endpoint endpoint = endpoint(caller, merchantId, id);
    Message message = webhooks.message(endpoint, messageId);
    return pages.of(
        "webhook-message", desk.message(caller, frame, endpoint, message, FormErrors.NONE));
  }

  /// Sends a message that says nothing.
  @PostMapping("/ping")
  @NeedsPrograms
  View ping(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      RedirectAttributes redirect) {
    Endpoint endpoint = endpoint(caller, merchantId, id);
    try {
      Message sent = webhooks.ping(endpoint);
      return pages.done(
          redirect,
          "merchant.webhooks.pinged",
          WebhookDesk.address(endpoint) + "/messages/" + sent.id());
    } catch (DomainException refused) {
      return refused(caller, frame, endpoint, WebhookDesk.Asked.NEWEST, refused);
    }
  }

  /// Sends one again, under its id.
  @PostMapping("/messages/{messageId}/replay")
  @NeedsPrograms
  View replay(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @PathVariable String messageId,
      RedirectAttributes redirect) {
    Endpoint endpoint = endpoint(caller, merchantId, id);
    Message message = webhooks.message(endpoint, messageId);
    try {
      int _ = webhooks.replay(endpoint, message.id(), null, null);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused(
          "webhook-message", desk.message(caller, frame, endpoint, message, errors));
    }
    return pages.done(
        redirect,
        "merchant.webhooks.replayed",
        WebhookDesk.address(endpoint) + "/messages/" + message.id());
  }

  /// Sends all of some days again, under their ids; days are those of UTC, the last one included.
  @PostMapping("/replays")
  @NeedsPrograms
  View replays(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      RedirectAttributes redirect) {
    Endpoint endpoint = endpoint(caller, merchantId, id);
    int sent;
    try {
      LocalDate first = PageFields.day("from", from);
      LocalDate last = PageFields.day("to", to);
      if (last.isBefore(first)) {
        throw Fields.malformed("to");
      }
      sent = webhooks.replay(endpoint, null, begin(first), begin(last.plusDays(1)));
    } catch (DomainException refused) {
      WebhookDesk.Asked asked = WebhookDesk.Asked.NEWEST.with(new WebhookPage.Days(from, to));
      return refused(caller, frame, endpoint, asked, refused);
    }
    return pages.done(
        redirect,
        sent == 0 ? "merchant.webhooks.replayed.none" : "merchant.webhooks.replayed.many",
        WebhookDesk.address(endpoint));
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private View refused(
      Caller caller,
      Frame frame,
      Endpoint known,
      WebhookDesk.Asked asked,
      DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    return pages.refused("webhook", desk.one(caller, frame, known, asked, errors));
  }

  private Endpoint endpoint(Caller caller, @Nullable String merchantId, String id) {
    return webhooks.require(ProgramDesks.owner(caller, merchantId), id);
  }
}
