package org.tongbao.market.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.news.News;
import org.tongbao.market.news.NewsQueue;
import tools.jackson.databind.json.JsonMapper;

/// Makes messages of news, in their order, in one process at a time. What a message says is fixed
/// here: type, time and facts, in the version that its `version` names.
@Component
class WebhookFeed {
  static final Duration KEPT = Duration.ofDays(30);

  private static final int VERSION = 1;
  private static final int BATCH = 100;
  private static final int DELETED_AT_ONCE = 1000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final NewsQueue queue;
  private final MessageStore messages;
  private final TransactionTemplate transaction;
  private final Clock clock;

  WebhookFeed(
      NewsQueue queue, MessageStore messages, TransactionTemplate transaction, Clock clock) {
    this.queue = queue;
    this.messages = messages;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT0.7S", initialDelayString = "PT5S")
  void tick() {
    while (pass() == BATCH) {
      // until less than a full batch was left
    }
  }

  /// Answers how many news it looked at.
  int pass() {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              if (!messages.lockFeed()) {
                return 0;
              }
              List<News> batch = queue.take(NewsQueue.Reader.WEBHOOKS, BATCH);
              batch.forEach(this::spread);
              return batch.size();
            }));
  }

  private void spread(News news) {
    String type = news.kind().type();
    for (UUID endpoint : messages.endpointsFor(news.merchant(), type)) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      String payload = payload(type, news.at(), news.facts());
      messages.add(Uuid7.next(clock), endpoint, news.id(), type, payload, now);
    }
  }

  String ping(Instant now) {
    return payload("ping", now, Map.of());
  }

  /// Reasons are written by people, and may be about people: they are read by API.
  private static String payload(String type, Instant at, Map<String, Object> facts) {
    Map<String, Object> data = new TreeMap<>(facts);
    data.remove("reason");
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("type", type);
    payload.put("version", VERSION);
    payload.put("timestamp", at.toString());
    payload.put("data", data);
    return JSON.writeValueAsString(payload);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT8M")
  void forget() {
    while (messages.deleteBefore(clock.instant().minus(KEPT), DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
