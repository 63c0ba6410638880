package org.tongbao.market.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.webhook.MessageStore.Work;
import org.tongbao.market.work.DueWork;

/// Brings messages to their endpoints: one at a time to each, in their order as long as they are
/// taken, and again with growing pauses where not. The pauses are those that Standard Webhooks
/// proposes. Any number of processes may do so at once.
@Component
class WebhookCourier {
  /// How long everything may fail before nothing is sent there any more.
  static final Duration DISABLED_AFTER = Duration.ofDays(5);

  static final Duration LEASE = Duration.ofMinutes(1);
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final Logger LOG = LoggerFactory.getLogger(WebhookCourier.class);
  private static final int IN_A_ROW = 200;
  private static final int GONE = 410;
  private static final int TROUBLE_LIMIT = 500;

  private final MessageStore messages;
  private final EndpointStore endpoints;
  private final EndpointNotice notice;
  private final Post post;
  private final Clock clock;
  private final DueWork<Work> work;

  @Autowired
  WebhookCourier(
      MessageStore messages,
      EndpointStore endpoints,
      EndpointNotice notice,
      @Value("${tongbao.webhooks.local}") boolean local,
      Clock clock) {
    this(
        messages,
        endpoints,
        notice,
        new Post(
            new Destinations(local), (SSLSocketFactory) SSLSocketFactory.getDefault(), Post.WITHIN),
        clock);
  }

  WebhookCourier(
      MessageStore messages,
      EndpointStore endpoints,
      EndpointNotice notice,
      Post post,
      Clock clock) {
    this.messages = messages;
    this.endpoints = endpoints;
    this.notice = notice;
    this.post = post;
    this.clock = clock;
    this.work =
        new DueWork<>(only -> messages.take(now(), now().plus(LEASE), only, null), this::deliver);
  }

  /// After the caller's transaction.
  void soon(UUID message) {
    work.soon(message);
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT5S")
  void tick() {
    work.tick();
  }

  int pass() {
    return work.pass();
  }

  @PreDestroy
  void close() {
    work.close();
  }

  /// This one, and what else is due there as long as it is taken.
  private void deliver(Work first) {
    Optional<Work> next = Optional.of(first);
    for (int i = 0; i < IN_A_ROW && next.isPresent(); i++) {
      Work each = next.get();
      next =
          deliverOne(each)
              ? messages.take(now(), now().plus(LEASE), null, each.message().endpoint())
              : Optional.empty();
    }
  }

  private boolean deliverOne(Work each) {
    Message message = each.message();
    Instant now = now();
    long begun = System.nanoTime();
    try {
      byte[] body = message.payload().getBytes(StandardCharsets.UTF_8);
      Post.Answer answer = post.send(each.url(), headers(each, now), body);
      messages.add(message.id(), attempt(now, begun, answer.status(), "", answer.body()));
      if (answer.status() / 100 == 2) {
        messages.delivered(message.id(), now());
        endpoints.works(message.endpoint());
        return true;
      }
      failed(message, answer.status() == GONE);
    } catch (IOException failure) {
      String trouble = failure.getClass().getSimpleName() + ": " + failure.getMessage();
      messages.add(message.id(), attempt(now, begun, null, trouble, ""));
      failed(message, false);
    }
    return false;
  }

  private static Message.Attempt attempt(
      Instant at, long begun, @Nullable Integer status, String trouble, String body) {
    long millis = (System.nanoTime() - begun) / 1_000_000;
    String cut = trouble.length() <= TROUBLE_LIMIT ? trouble : trouble.substring(0, TROUBLE_LIMIT);
    String shown = body.length() <= Post.ANSWER_LIMIT ? body : body.substring(0, Post.ANSWER_LIMIT);
    return new Message.Attempt(at, status, millis, cut, shown.replace("\0", ""));
  }

  private void failed(Message message, boolean gone) {
    Instant now = now();
    if (message.tries() > PAUSES.size()) {
      messages.giveUp(message.id());
    } else {
      messages.later(message.id(), now.plus(PAUSES.get(message.tries() - 1)));
    }
    Optional<Instant> since = endpoints.fails(message.endpoint(), now);
    boolean tooLong = since.filter(it -> !it.plus(DISABLED_AFTER).isAfter(now)).isPresent();
    if (gone || tooLong) {
      LOG.warn("webhook endpoint {} is disabled", message.endpoint());
      notice.disable(message.endpoint(), gone ? "410 Gone" : "failing since " + since.orElse(now));
    }
  }

  private static Map<String, String> headers(Work work, Instant now) {
    Message message = work.message();
    String id = message.webhookId();
    long timestamp = now.getEpochSecond();
    String signatures = work.secret().sign(id, timestamp, message.payload());
    Secret previous = work.previous();
    if (previous != null) {
      signatures += " " + previous.sign(id, timestamp, message.payload());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Tongbao-Webhooks/1");
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", String.valueOf(timestamp));
    headers.put("webhook-signature", signatures);
    return headers;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
