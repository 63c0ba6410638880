package org.tongbao.market.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.notification.NoticeStore.Preference;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Texts;

/// One's own notices, and how one wants to be told.
@RestController
@RequestMapping("/api/v1/me")
final class NoticeApi {
  private final Notices notices;

  NoticeApi(Notices notices) {
    this.notices = notices;
  }

  /// @param unread only those that were not read
  @GetMapping("/notifications")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<NoticeView> list(
      Caller caller,
      Locale locale,
      @RequestParam(required = false) @Nullable Boolean unread,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Texts texts = texts(locale);
    return notices
        .list(caller.user(), Boolean.TRUE.equals(unread), PageOfList.Request.of(limit, cursor))
        .map(it -> NoticeView.of(it, texts));
  }

  @GetMapping("/notifications/unread-count")
  @Needs(Permission.OWN_ACCOUNT)
  UnreadCount unread(Caller caller) {
    return new UnreadCount(notices.unread(caller.user()));
  }

  /// Marks one as read.
  @PutMapping("/notifications/{id}/read-mark")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void read(Caller caller, @PathVariable String id) {
    notices.read(
        caller.user(),
        Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND)));
  }

  /// Marks one and all before it as read.
  @PutMapping("/notifications/read-mark")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void readAll(Caller caller, @RequestBody ReadFields fields) {
    notices.readUpTo(caller.user(), Fields.required("upTo", fields.upTo()));
  }

  @GetMapping("/notification-preferences")
  @Needs(Permission.OWN_ACCOUNT)
  PreferenceList preferences(Caller caller, Locale locale) {
    Texts texts = texts(locale);
    return new PreferenceList(
        notices.preferences(caller.user()).stream()
            .map(it -> PreferenceView.of(it.topic(), it.preference(), texts))
            .toList());
  }

  @PutMapping("/notification-preferences/{topic}")
  @Needs(Permission.OWN_ACCOUNT)
  PreferenceView prefer(
      Caller caller,
      Locale locale,
      @PathVariable String topic,
      @RequestBody PreferenceFields fields) {
    Topic known = Topic.find(topic).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Preference preference =
        new Preference(
            Fields.required("inApp", fields.inApp()), Fields.required("email", fields.email()));
    notices.prefer(caller.user(), known, preference);
    return PreferenceView.of(known, preference, texts(locale));
  }

  private static Texts texts(Locale locale) {
    return Texts.of(Language.find(locale.getLanguage()).orElse(Language.EN));
  }

  record ReadFields(@Nullable UUID upTo) {}

  record PreferenceFields(@Nullable Boolean inApp, @Nullable Boolean email) {}

  record UnreadCount(int unread) {}

  /// `title` and `body` in the language of the request; `resource` is where it can be looked at.
  record NoticeView(
      UUID id,
      String topic,
      String title,
      String body,
      String resource,
      Instant createdAt,
      @Nullable Instant readAt) {
    static NoticeView of(Notice notice, Texts texts) {
      return new NoticeView(
          notice.id(),
          notice.topic().code(),
          notice.title(texts),
          notice.body(texts),
          notice.resource(),
          notice.createdAt(),
          notice.readAt());
    }
  }

  record PreferenceList(List<PreferenceView> items) {
    PreferenceList {
      items = List.copyOf(items);
    }
  }

  record PreferenceView(String topic, String title, boolean inApp, boolean email) {
    static PreferenceView of(Topic topic, Preference preference, Texts texts) {
      String title = texts.get(topic.text() + ".title");
      return new PreferenceView(topic.code(), title, preference.inApp(), preference.email());
    }
  }
}
