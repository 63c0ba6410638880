package org.tongbao.market.mailbox;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.mail.Mail;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.PageOfList;

/// The mailbox of a development machine: the newest mail as plain text, for requests that come from
/// this machine and not through a proxy, as long as no server is set.
@Controller
final class MailboxPages {
  private static final int SHOWN = 20;
  private static final String LINE = "-".repeat(72) + "\n";

  // A page that made its own name point here (DNS rebinding) still sends that name.
  private static final Pattern PLAIN_HOST =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-f:.]+])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

  private final Mails mails;

  MailboxPages(Mails mails) {
    this.mails = mails;
  }

  @GetMapping("/mailbox")
  ResponseEntity<String> show(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String to)
      throws UnknownHostException {
    if (!mails.areKept() || !isThisMachine(request)) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    StringBuilder text = new StringBuilder();
    for (Mail mail :
        mails.list(Mail.State.KEPT, new PageOfList.Request(SHOWN * 5, null)).items().stream()
            .filter(it -> to == null || it.letter().to().equals(to))
            .limit(SHOWN)
            .toList()) {
      text.append(LINE).append("To: ").append(mail.letter().to());
      text.append("\nDate: ").append(mail.createdAt());
      text.append("\nSubject: ").append(mail.letter().subject());
      text.append("\n\n").append(mail.letter().text());
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(text.isEmpty() ? "No mail.\n" : text.toString());
  }

  private static boolean isThisMachine(HttpServletRequest request) throws UnknownHostException {
    String host = request.getHeader("Host");
    return request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null
        && host != null
        && PLAIN_HOST.matcher(host).matches()
        && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
  }
}
