package org.tongbao.market.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.news.NewsKind;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.webhook.ShopWebhookPage.Days;
import org.tongbao.market.webhook.ShopWebhookPage.Sent;
import org.tongbao.market.webhook.ShopWebhookPage.Typed;

/// What the pages of a shop's receivers show. Thread-safe.
@Component
class WebhookDesk {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Webhooks webhooks;
  private final ShopDesks desks;
  private final Clock clock;

  WebhookDesk(Webhooks webhooks, ShopDesks desks, Clock clock) {
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
    MerchantId shop = Objects.requireNonNull(endpoint.merchant());
    return ShopDesks.path(shop, "/webhooks/" + endpoint.id());
  }

  ShopWebhookListPage list(
      Caller caller,
      Frame frame,
      MerchantId shop,
      @Nullable String cursor,
      Typed typed,
      FormErrors errors) {
    PageOfList<Endpoint> found = webhooks.list(shop, PageOfList.Request.of(null, cursor));
    return new ShopWebhookListPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/webhooks"),
        ShopDesks.path(shop, "/webhooks"),
        found.items().stream()
            .map(
                it ->
                    new ShopWebhookListPage.Row(
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

  ShopWebhookPage one(
      Caller caller, Frame frame, Endpoint endpoint, Asked asked, FormErrors errors) {
    PageOfList<Message> messages = webhooks.messages(endpoint, asked.state, asked.part);
    Secret secret = asked.secret;
    Typed typed = asked.typed;
    String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    return new ShopWebhookPage(
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
        new ShopWebhookPage.Log(
            states(),
            asked.state == null ? "" : asked.state.name(),
            messages.items().stream().map(WebhookDesk::sent).toList(),
            messages.next()),
        asked.days == null ? new Days(today, today) : asked.days,
        errors);
  }

  ShopMessagePage message(
      Caller caller, Frame frame, Endpoint endpoint, Message message, FormErrors errors) {
    Desk desk = desk(caller, frame, endpoint);
    Desk.Link above = Desk.Link.to(endpoint.url().getHost(), address(endpoint));
    return new ShopMessagePage(
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
                    new ShopMessagePage.Attempt(
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
    MerchantId shop = Objects.requireNonNull(endpoint.merchant());
    Desk.Link list =
        Desk.Link.to(frame.texts().get("merchant.webhooks"), ShopDesks.path(shop, "/webhooks"));
    return desks.of(caller, shop, frame.texts(), "/webhooks", list);
  }

  private static ShopWebhookPage.Standing standing(Endpoint endpoint) {
    if (!endpoint.enabled()) {
      return endpoint.trouble().isEmpty()
          ? ShopWebhookPage.Standing.PAUSED
          : ShopWebhookPage.Standing.STOPPED;
    }
    return endpoint.failingSince() == null
        ? ShopWebhookPage.Standing.ON
        : ShopWebhookPage.Standing.FAILING;
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
