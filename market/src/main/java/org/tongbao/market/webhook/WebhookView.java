package org.tongbao.market.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.news.NewsKind;
import org.tongbao.market.web.Fields;

/// What the API shows of webhooks and takes for them.
final class WebhookView {
  private static final int URL_LIMIT = 500;

  private WebhookView() {}

  /// `types` of news, all when empty or left out; `enabled` by itself.
  record WishFields(@Nullable String url, @Nullable List<String> types, @Nullable Boolean enabled) {
    Webhooks.Wish wish() {
      List<String> wanted = types == null ? List.of() : types;
      if (wanted.size() > NewsKind.values().length
          || wanted.stream().anyMatch(it -> it == null || !isForPrograms(it))) {
        throw Fields.malformed("types");
      }
      return new Webhooks.Wish(
          Fields.line("url", url, URL_LIMIT),
          wanted.stream().distinct().toList(),
          !Boolean.FALSE.equals(enabled));
    }

    private static boolean isForPrograms(String type) {
      return NewsKind.ofType(type).filter(NewsKind::isForPrograms).isPresent();
    }
  }

  /// One `message`, or all that were made from `from` until before `to`.
  record ReplayFields(@Nullable UUID message, @Nullable Instant from, @Nullable Instant to) {
    ReplayFields {
      if (message == null && from == null && to == null) {
        throw Fields.malformed("message");
      }
    }
  }

  record Replayed(int messages) {}

  /// @param secret in the answers that make it, and never again
  record EndpointView(
      UUID id,
      URI url,
      List<String> types,
      boolean enabled,
      String trouble,
      @Nullable Instant failingSince,
      Instant createdAt,
      @Nullable String secret) {
    static EndpointView of(Endpoint endpoint) {
      return of(endpoint, null);
    }

    static EndpointView of(Webhooks.Made made) {
      return of(made.endpoint(), made.secret().text());
    }

    private static EndpointView of(Endpoint endpoint, @Nullable String secret) {
      return new EndpointView(
          endpoint.id(),
          endpoint.url(),
          endpoint.types(),
          endpoint.enabled(),
          endpoint.trouble(),
          endpoint.failingSince(),
          endpoint.createdAt(),
          secret);
    }
  }

  /// `webhookId` is what the receiver sees; `attempts` only where one message is asked for.
  record MessageView(
      UUID id,
      String webhookId,
      String type,
      Message.State state,
      int tries,
      Instant createdAt,
      @Nullable Instant nextTryAt,
      @Nullable Instant deliveredAt,
      String payload,
      @Nullable List<AttemptView> attempts) {
    static MessageView of(Message message) {
      return of(message, null);
    }

    static MessageView of(Message message, @Nullable List<Message.Attempt> attempts) {
      return new MessageView(
          message.id(),
          message.webhookId(),
          message.type(),
          message.state(),
          message.tries(),
          message.createdAt(),
          message.dueAt(),
          message.deliveredAt(),
          message.payload(),
          attempts == null ? null : attempts.stream().map(AttemptView::of).toList());
    }
  }

  record AttemptView(
      Instant at, @Nullable Integer status, long millis, String trouble, String body) {
    static AttemptView of(Message.Attempt attempt) {
      return new AttemptView(
          attempt.at(), attempt.status(), attempt.millis(), attempt.trouble(), attempt.body());
    }
  }
}
