package org.tongbao.market.notification;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.notification.NoticeStore.Preference;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// One's own notices, and how one wants to be told.
@Controller
final class NoticePages {
  private static final String LIST = "/account/notifications";
  private static final int SHOWN = 20;
  private static final Pattern ORDER = Pattern.compile("/api/v1(/orders/[^/]+)");
  private static final Pattern RECHARGE = Pattern.compile("/api/v1/wallet(/recharges/[^/]+)");
  private static final Pattern WITHDRAWAL = Pattern.compile("/api/v1/wallet/withdrawals/[^/]+");

  private final Notices notices;
  private final Pages pages;

  NoticePages(Notices notices, Pages pages) {
    this.notices = notices;
    this.pages = pages;
  }

  @GetMapping(LIST)
  @Needs(Permission.OWN_ACCOUNT)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "false") String unread,
      @RequestParam(required = false) @Nullable String cursor) {
    boolean unreadOnly = unread.equals("true");
    PageOfList.Request asked = PageOfList.Request.of(SHOWN, cursor);
    PageOfList<Notice> found = notices.list(caller.user(), unreadOnly, asked);
    UUID newest =
        found.items().stream()
            .filter(it -> it.readAt() == null)
            .map(Notice::id)
            .findFirst()
            .orElse(null);
    Texts texts = frame.texts();
    return pages.of(
        "notifications",
        new NoticePage(
            frame,
            found.items().stream().map(it -> item(it, texts)).toList(),
            unreadOnly,
            newest,
            found.next()));
  }

  private static NoticePage.Item item(Notice notice, Texts texts) {
    return new NoticePage.Item(
        notice.id(),
        notice.title(texts),
        notice.body(texts),
        page(notice.resource()).orElse(null),
        notice.createdAt(),
        notice.readAt() != null);
  }

  /// The page that shows what a place of the API holds; a shop's own have none here.
  static Optional<String> page(String resource) {
    Matcher order = ORDER.matcher(resource);
    if (order.matches()) {
      return Optional.of(order.group(1));
    }
    Matcher recharge = RECHARGE.matcher(resource);
    if (recharge.matches()) {
      return Optional.of("/account/wallet" + recharge.group(1));
    }
    if (resource.equals("/api/v1/sessions")) {
      return Optional.of("/account/security");
    }
    return WITHDRAWAL.matcher(resource).matches()
        ? Optional.of("/account/wallet")
        : Optional.empty();
  }

  /// Marks one as read and goes to what it is about.
  @PostMapping(LIST + "/{id}/read-mark")
  @Needs(Permission.OWN_ACCOUNT)
  View read(Caller caller, @PathVariable String id) {
    UUID known = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    notices.read(caller.user(), known);
    return pages.seeOther(LIST);
  }

  /// Marks this one and all before it as read.
  @PostMapping(LIST + "/read-mark")
  @Needs(Permission.OWN_ACCOUNT)
  View readAll(
      Caller caller, @RequestParam(defaultValue = "") String upTo, RedirectAttributes redirect) {
    UUID last = Uuid7.parse(upTo).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    notices.readUpTo(caller.user(), last);
    redirect.addFlashAttribute(Frame.NOTICE, "notifications.read.done");
    return pages.seeOther(LIST);
  }

  @GetMapping(LIST + "/preferences")
  @Needs(Permission.OWN_ACCOUNT)
  View preferences(Caller caller, Frame frame) {
    Texts texts = frame.texts();
    List<NoticePreferencesPage.Row> rows =
        notices.preferences(caller.user()).stream()
            .filter(it -> isShown(caller, it.topic()))
            .map(
                it ->
                    new NoticePreferencesPage.Row(
                        it.topic().code(),
                        texts.get(it.topic().text() + ".title"),
                        it.preference().inApp(),
                        it.preference().email()))
            .toList();
    return pages.of("notification-preferences", new NoticePreferencesPage(frame, rows));
  }

  /// What only shops hear of is of no interest to who works in none.
  private static boolean isShown(Caller caller, Topic topic) {
    return topic.audience() == Topic.Audience.OWNER
        || caller.grants().stream().anyMatch(it -> it.merchant() != null);
  }

  @PostMapping(LIST + "/preferences")
  @Needs(Permission.OWN_ACCOUNT)
  View prefer(
      Caller caller,
      @RequestParam MultiValueMap<String, String> form,
      RedirectAttributes redirect) {
    UserId user = caller.user();
    for (Notices.Chosen chosen : notices.preferences(user)) {
      String code = chosen.topic().code();
      // A box that is not ticked is not sent: the hidden field says that the topic was shown.
      if (form.getOrDefault("topic", List.of()).contains(code)) {
        Preference wanted =
            new Preference(form.containsKey("app." + code), form.containsKey("mail." + code));
        if (!wanted.equals(chosen.preference())) {
          notices.prefer(user, chosen.topic(), wanted);
        }
      }
    }
    redirect.addFlashAttribute(Frame.NOTICE, "notifications.saved");
    return pages.seeOther(LIST + "/preferences");
  }
}
