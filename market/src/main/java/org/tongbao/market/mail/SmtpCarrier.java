package org.tongbao.market.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.mail.MailSettings.Security;
import org.tongbao.market.mail.MailSettings.Smtp;

/// Hands letters to a server (RFC 5321), each over a connection of its own. Without the protection
/// that the settings ask for, nothing is said, least of all the password.
final class SmtpCarrier {
  private static final String TIMEOUT_MILLIS = "15000";
  private static final String SENDER_NAME = "通宝 Tongbao";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Smtp smtp;
  private final Session session;

  SmtpCarrier(Smtp smtp) {
    this(smtp, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  SmtpCarrier(Smtp smtp, SSLSocketFactory trusting) {
    this.smtp = smtp;
    this.session = Session.getInstance(properties(smtp, trusting));
  }

  /// What the server made of a letter.
  sealed interface Outcome {}

  record Taken() implements Outcome {}

  /// For good.
  record Refused(String reply) implements Outcome {}

  record NotNow(String reply) implements Outcome {}

  Outcome carry(Mail mail) {
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage message = message(mail);
      if (smtp.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(smtp.user(), smtp.password());
      }
      transport.sendMessage(message, message.getAllRecipients());
      return new Taken();
    } catch (MessagingException failure) {
      return outcome(failure);
    }
  }

  /// A refusal for good is one of the letter or its recipient; whatever else there is (a password,
  /// a sender, a certificate) the operator can put in order.
  private static Outcome outcome(MessagingException failure) {
    for (@Nullable Exception each = failure; each != null; each = next(each)) {
      int code =
          switch (each) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException data when data.getCommand().equals(".") ->
                data.getReturnCode();
            default -> 0;
          };
      if (code >= 500) {
        return new Refused(reply(each));
      }
    }
    return new NotNow(reply(failure));
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private static String reply(Exception failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  MimeMessage message(Mail mail) throws MessagingException {
    MimeMessage message = new Identified(session, "<" + mail.id() + "@" + domain(smtp) + ">");
    message.setFrom(sender());
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.letter().to(), true));
    message.setSubject(mail.letter().subject(), UTF_8);
    message.setSentDate(Date.from(mail.createdAt()));
    // RFC 3834: nobody's answering machine answers.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", mail.letter().language().tag());
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.letter().text(), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(MailHtml.of(mail.letter()), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  private InternetAddress sender() throws MessagingException {
    try {
      return new InternetAddress(smtp.from(), SENDER_NAME, UTF_8);
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String domain(Smtp smtp) {
    return smtp.from().substring(smtp.from().indexOf('@') + 1);
  }

  private static Properties properties(Smtp smtp, SSLSocketFactory trusting) {
    Properties all = new Properties();
    all.put("mail.smtp.host", smtp.host());
    all.put("mail.smtp.port", String.valueOf(smtp.port()));
    all.put("mail.smtp.localhost", domain(smtp));
    all.put("mail.smtp.auth", String.valueOf(!smtp.user().isEmpty()));
    all.put("mail.smtp.starttls.enable", String.valueOf(smtp.security() != Security.NONE));
    all.put("mail.smtp.starttls.required", String.valueOf(smtp.security() == Security.STARTTLS));
    all.put("mail.smtp.ssl.enable", String.valueOf(smtp.security() == Security.TLS));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    all.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    all.put("mail.smtp.ssl.socketFactory", trusting);
    all.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    all.put("mail.smtp.timeout", TIMEOUT_MILLIS);
    all.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    return all;
  }

  /// The same letter has the same id whenever it is sent, so that a mailbox can tell that it has
  /// it.
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
