package org.tongbao.market.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// Where others hear the news. What is not of the shop that is named (or the platform's, where none
/// is) is refused with [RequestError#NOT_FOUND]. Thread-safe.
@Component
class Webhooks {
  static final int MOST = 20;

  /// How long the secret before still signs.
  static final Duration OVERLAP = Duration.ofHours(24);

  private final EndpointStore endpoints;
  private final MessageStore messages;
  private final WebhookFeed feed;
  private final WebhookCourier courier;
  private final Destinations destinations;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Webhooks(
      EndpointStore endpoints,
      MessageStore messages,
      WebhookFeed feed,
      WebhookCourier courier,
      @Value("${tongbao.webhooks.local}") boolean local,
      TransactionTemplate transaction,
      Clock clock) {
    this.endpoints = endpoints;
    this.messages = messages;
    this.feed = feed;
    this.courier = courier;
    this.destinations = new Destinations(local);
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What somebody wants.
  record Wish(String url, List<String> types, boolean enabled) {}

  /// An endpoint, and the secret that is shown this once.
  record Made(Endpoint endpoint, Secret secret) {}

  Made make(Caller maker, @Nullable MerchantId merchant, Wish wish) {
    URI url = destinations.parse(wish.url());
    Endpoint endpoint =
        new Endpoint(
            Uuid7.next(clock),
            merchant,
            maker.user(),
            url,
            wish.types(),
            wish.enabled(),
            "",
            null,
            1,
            now());
    Secret secret = Secret.next();
    transaction.executeWithoutResult(
        status -> {
          if (endpoints.lockAndCount(merchant) >= MOST) {
            throw new DomainException(WebhookError.TOO_MANY, String.valueOf(MOST));
          }
          endpoints.add(endpoint, secret);
        });
    return new Made(endpoint, secret);
  }

  PageOfList<Endpoint> list(@Nullable MerchantId merchant, PageOfList.Request asked) {
    return asked.page(endpoints.list(merchant, asked), Endpoint::id);
  }

  Endpoint require(@Nullable MerchantId merchant, String id) {
    return Uuid7.parse(id)
        .flatMap(it -> endpoints.find(merchant, it))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Enabling sends what was held meanwhile.
  Endpoint replace(Endpoint known, int version, Wish wish) {
    URI url = destinations.parse(wish.url());
    transaction.executeWithoutResult(
        status -> {
          if (!endpoints.replace(known.id(), version, url, wish.types(), wish.enabled())) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          if (wish.enabled()) {
            messages.release(known.id(), now());
          } else {
            messages.hold(known.id());
          }
        });
    return require(known.merchant(), known.id().toString());
  }

  void remove(Endpoint endpoint) {
    endpoints.remove(endpoint.id());
  }

  /// A new secret; the one before signs beside it for [#OVERLAP].
  Made rotate(Endpoint endpoint) {
    Secret next = Secret.next();
    endpoints.rotate(endpoint.id(), next, now().plus(OVERLAP));
    return new Made(require(endpoint.merchant(), endpoint.id().toString()), next);
  }

  /// Sends a message that says nothing.
  Message ping(Endpoint endpoint) {
    requireEnabled(endpoint);
    UUID id = Uuid7.next(clock);
    Instant now = now();
    messages.add(id, endpoint.id(), null, "ping", feed.ping(now), now);
    courier.soon(id);
    return messages.find(endpoint.id(), id).orElseThrow();
  }

  PageOfList<Message> messages(
      Endpoint endpoint, Message.@Nullable State state, PageOfList.Request asked) {
    return asked.page(messages.list(endpoint.id(), state, asked), Message::id);
  }

  Message message(Endpoint endpoint, String id) {
    return Uuid7.parse(id)
        .flatMap(it -> messages.find(endpoint.id(), it))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  List<Message.Attempt> attempts(Message message) {
    return messages.attempts(message.id());
  }

  /// Sends one message again, or all of a time, under their ids; answers how many.
  int replay(
      Endpoint endpoint, @Nullable UUID message, @Nullable Instant from, @Nullable Instant to) {
    requireEnabled(endpoint);
    if (message != null) {
      message(endpoint, message.toString());
    }
    Instant now = now();
    return messages.replay(
        endpoint.id(),
        message,
        Objects.requireNonNullElse(from, Instant.EPOCH),
        Objects.requireNonNullElse(to, now.plusSeconds(1)),
        now);
  }

  private static void requireEnabled(Endpoint endpoint) {
    if (!endpoint.enabled()) {
      throw new DomainException(WebhookError.DISABLED);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
