package org.tongbao.app;

import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.MailSettings;
import org.tongbao.market.mail.MailSettings.Security;
import org.tongbao.market.mail.MailSettings.Smtp;

/// Where mail goes, by the settings `mail.…`.
@Configuration(proxyBeanMethods = false)
class MailConfiguration {
  @Bean
  MailSettings mailSettings(
      @Value("${tongbao.mail.smtp.host}") String host,
      @Value("${tongbao.mail.smtp.port}") int port,
      @Value("${tongbao.mail.smtp.security}") String security,
      @Value("${tongbao.mail.smtp.user}") String user,
      @Value("${tongbao.mail.smtp.password}") String password,
      @Value("${tongbao.mail.from}") String from) {
    if (host.isEmpty()) {
      return new MailSettings(Optional.empty());
    }
    if (!Letter.isAddress(from)) {
      throw new StartException("Mail needs a sender: set mail.from to an address.");
    }
    Security protection = Security.valueOf(security.toUpperCase(Locale.ROOT));
    return new MailSettings(Optional.of(new Smtp(host, port, protection, user, password, from)));
  }
}
