package org.tongbao.market.notification;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.news.News;
import org.tongbao.market.news.NewsQueue;
import org.tongbao.market.notification.NoticeStore.Preference;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Texts;

/// Tells people the news: takes a batch off the list and stores what each is told, and the mail, in
/// one transaction. A key for each person and happening keeps anybody from hearing twice.
@Component
class Notifier {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final int BATCH = 50;

  private final NewsQueue queue;
  private final NoticeStore store;
  private final NoticeWords words;
  private final Users users;
  private final Roles roles;
  private final Mails mails;
  private final TransactionTemplate transaction;
  private final Language standard;
  private final Clock clock;

  Notifier(
      NewsQueue queue,
      NoticeStore store,
      NoticeWords words,
      Users users,
      Roles roles,
      Mails mails,
      TransactionTemplate transaction,
      @Value("${tongbao.language}") String standard,
      Clock clock) {
    this.queue = queue;
    this.store = store;
    this.words = words;
    this.users = users;
    this.roles = roles;
    this.mails = mails;
    this.transaction = transaction;
    this.standard = Language.find(standard).orElseThrow();
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT0.7S", initialDelayString = "PT5S")
  void tick() {
    while (pass() == BATCH) {
      // until less than a full batch was left
    }
  }

  /// Tells one batch; answers how many news that were.
  int pass() {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<News> batch = queue.take(NewsQueue.Reader.NOTIFICATIONS, BATCH);
              batch.forEach(this::tell);
              return batch.size();
            }));
  }

  void tell(News news) {
    for (Topic topic : Topic.of(news.kind())) {
      for (UserId user : audience(topic, news)) {
        users.find(user).ifPresent(it -> tell(topic, news, it));
      }
    }
  }

  private List<UserId> audience(Topic topic, News news) {
    UserId user = news.user();
    MerchantId merchant = news.merchant();
    return switch (topic.audience()) {
      case OWNER -> user == null ? List.of() : List.of(user);
      case SHOP -> merchant == null ? List.of() : at(merchant, Permission.SHOP_ORDERS_HANDLE);
      case SHOP_OWNERS -> merchant == null ? List.of() : at(merchant, Permission.SHOP_DECIDE);
      case SHOP_PRODUCTS ->
          merchant == null ? List.of() : at(merchant, Permission.SHOP_PRODUCTS_EDIT);
    };
  }

  private List<UserId> at(MerchantId merchant, Permission permission) {
    return roles.at(merchant).stream()
        .filter(it -> permission.isGivenBy(it.role()))
        .map(Roles.Member::user)
        .distinct()
        .toList();
  }

  private void tell(Topic topic, News news, User user) {
    Preference preference = store.preference(user.id(), topic).orElse(Preference.STANDARD);
    Notice notice =
        new Notice(
            Uuid7.next(clock),
            topic,
            words.arguments(topic, news),
            words.resource(topic, news),
            clock.instant(),
            null);
    String key = topic.code() + " " + words.key(topic, news);
    if (store.add(user.id(), key, notice, preference.inApp()) && preference.email()) {
      address(user).ifPresent(to -> mails.send(letter(notice, user, to)));
    }
  }

  private static Optional<String> address(User user) {
    return user.loginNames().stream()
        .filter(it -> it.kind() == LoginName.Kind.EMAIL)
        .map(LoginName::value)
        .filter(
            it -> {
              if (!Letter.isAddress(it)) {
                LOG.warn("a login name of {} is no address of mail", user.id());
              }
              return Letter.isAddress(it);
            })
        .findFirst();
  }

  private Letter letter(Notice notice, User user, String to) {
    Language language = user.preferences().language().orElse(standard);
    Texts texts = Texts.of(language);
    String subject =
        texts.get("notification.mail.subject", notice.title(texts), notice.arguments().getFirst());
    String text = texts.get("notification.mail.text", notice.body(texts));
    return new Letter(to, subject, text, language);
  }
}
