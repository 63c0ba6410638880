package org.tongbao.market.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.ProgramDesks;
import org.tongbao.market.news.NewsKind;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.webhook.WebhookPage.Days;
import org.tongbao.market.webhook.WebhookPage.Sent;
import org.tongbao.market.webhook.WebhookPage.Typed;

/// What the pages of receivers show. Thread-safe.
@Component
class WebhookDesk {
  static final String PLACE = "/webhooks";

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Webhooks webhooks;
  private final ProgramDesks desks;
  private final Clock clock;

  WebhookDesk(Webhooks webhooks, ProgramDesks desks, Clock clock) {
    this.webhooks = webhooks;
    this.desks = desks;
    this.clock = clock;
  }

  /// What of a receiver is shown, and what stands in its forms.
  ///
  /// @param state of messages; null for all
  /// @param secret just made; null otherwise
  /// @param typed null for what the receiver is; of `version` otherwise
  /// @param days null for today
  record Asked(
      Message.@Nullable State state,
      PageOfList.Request part,
      @Nullable Secret secret,
      @Nullable Typed typed,
      int version,
      @Nullable Days days) {
    static final Asked NEWEST = of("", null);

    static Asked of(String state, @Nullable String cursor) {
      Message.State wanted =
          Arrays.stream(Message.State.values())
              .filter(it -> it.name().equals(state))
              .findFirst()
              .orElse(null);
      return new Asked(wanted, PageOfList.Request.of(null, cursor), null, null, 0, null);
    }

    Asked with(Secret shown) {
      return new Asked(state, part, shown, typed, version, days);
    }

    Asked with(Typed refused, int of) {
      return new Asked(state, part, secret, refused, of, days);
    }

    Asked with(Days refused) {
      return new Asked(state, part, secret, typed, version, refused);
    }
  }

  static String address(Endpoint endpoint) {
    return ProgramDesks.path(endpoint.merchant(), PLACE + "/" + endpoint.id());
  }

  WebhookListPage list(
      Caller caller,
      Frame frame,
      @Nullable MerchantId owner,
      @Nullable String cursor,
      Typed typed,
      FormErrors errors) {
    PageOfList<Endpoint> found = webhooks.list(owner, PageOfList.Request.of(null, cursor));
    return new WebhookListPage(
        frame,
        desks.of(caller, owner, frame.texts(), PLACE),
        ProgramDesks.path(owner, PLACE),
        found.items().stream()
            .map(
                it ->
                    new WebhookListPage.Row(
                        address(it),
                        it.url().toString(),
                        it.types().size(),
                        standing(it),
                        it.createdAt()))
            .toList(),
        found.next(),
        kinds(),
        typed,
        errors);
  }

  WebhookPage one(Caller caller, Frame frame, Endpoint endpoint, Asked asked, FormErrors errors) {
    PageOfList<Message> messages = webhooks.messages(endpoint, asked.state, asked.part);
    Secret secret = asked.secret;
    Typed typed = asked.typed;
    String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    return new WebhookPage(
        frame,
        desk(caller, frame, endpoint),
        address(endpoint),
        endpoint.url().getHost(),
        endpoint.url().toString(),
        standing(endpoint),
        endpoint.trouble(),
        endpoint.failingSince(),
        typed == null ? endpoint.version() : asked.version,
        endpoint.version(),
        typed == null ? new Typed(endpoint.url().toString(), endpoint.types()) : typed,
        kinds(),
        secret == null ? null : secret.text(),
        new WebhookPage.Log(
            states(),
            asked.state == null ? "" : asked.state.name(),
            messages.items().stream().map(WebhookDesk::sent).toList(),
            messages.next()),
        asked.days == null ? new Days(today, today) : asked.days,
        errors);
  }

  MessagePage message(
      Caller caller, Frame frame, Endpoint endpoint, Message message, FormErrors errors) {
    Desk desk = desk(caller, frame, endpoint);
    Desk.Link above = Desk.Link.to(endpoint.url().getHost(), address(endpoint));
    return new MessagePage(
        frame,
        desk.at(desk.current(), desk.crumbs().getFirst(), above),
        address(endpoint) + "/messages/" + message.id(),
        endpoint.enabled(),
        sent(message),
        message.webhookId(),
        message.payload(),
        isSoon(message),
        webhooks.attempts(message).reversed().stream()
            .map(
                it ->
                    new MessagePage.Attempt(
                        it.at(), it.status(), it.millis(), it.trouble(), it.body()))
            .toList(),
        errors);
  }

  private boolean isSoon(Message message) {
    Instant due = message.dueAt();
    return message.state() == Message.State.WAITING
        && due != null
        && due.isBefore(clock.instant().plus(SOON));
  }

  private Desk desk(Caller caller, Frame frame, Endpoint endpoint) {
    MerchantId owner = endpoint.merchant();
    Desk.Link list =
        Desk.Link.to(frame.texts().get("merchant.webhooks"), ProgramDesks.path(owner, PLACE));
    return desks.of(caller, owner, frame.texts(), PLACE, list);
  }

  private static WebhookPage.Standing standing(Endpoint endpoint) {
    if (!endpoint.enabled()) {
      return endpoint.trouble().isEmpty()
          ? WebhookPage.Standing.PAUSED
          : WebhookPage.Standing.STOPPED;
    }
    return endpoint.failingSince() == null ? WebhookPage.Standing.ON : WebhookPage.Standing.FAILING;
  }

  private static Sent sent(Message message) {
    return new Sent(
        message.id(),
        message.type(),
        message.state().name(),
        message.tries(),
        message.createdAt(),
        message.dueAt(),
        message.deliveredAt());
  }

  private static List<String> kinds() {
    return Arrays.stream(NewsKind.values())
        .filter(NewsKind::isForPrograms)
        .map(NewsKind::type)
        .toList();
  }

  private static List<String> states() {
    return Arrays.stream(Message.State.values()).map(Enum::name).toList();
  }
}
