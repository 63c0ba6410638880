package org.tongbao.market.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.notification.NoticeStore.Preference;
import org.tongbao.market.web.PageOfList;

/// What people were told in the app, and how they want to be told. Thread-safe.
@Component
class Notices {
  static final Duration KEPT = Duration.ofDays(365);
  private static final int DELETED_AT_ONCE = 1000;

  private final NoticeStore store;
  private final Clock clock;

  Notices(NoticeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  PageOfList<Notice> list(UserId user, boolean unread, PageOfList.Request asked) {
    return asked.page(store.list(user, unread, asked), Notice::id);
  }

  int unread(UserId user) {
    return store.unread(user);
  }

  /// Refuses with [RequestError#NOT_FOUND] what this user was not told. Twice is as good as once.
  void read(UserId user, UUID id) {
    require(user, id);
    store.read(user, id, clock.instant());
  }

  /// Marks this one and all before it; what came since stays unread.
  void readUpTo(UserId user, UUID last) {
    require(user, last);
    store.readUpTo(user, last, clock.instant());
  }

  private void require(UserId user, UUID id) {
    if (!store.exists(user, id)) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
  }

  /// How somebody wants to hear of a topic.
  record Chosen(Topic topic, Preference preference) {}

  List<Chosen> preferences(UserId user) {
    Map<String, Preference> chosen = store.preferences(user);
    return Topic.all().stream()
        .map(it -> new Chosen(it, chosen.getOrDefault(it.code(), Preference.STANDARD)))
        .toList();
  }

  void prefer(UserId user, Topic topic, Preference preference) {
    store.prefer(user, topic, preference);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT7M")
  void forget() {
    while (store.deleteBefore(clock.instant().minus(KEPT), DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
