package org.tongbao.market.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Where people find this site: the setting `site.address`, or else this machine. Never what a
/// request says, which anybody can write. Thread-safe.
@Component
public final class SiteAddress {
  private final Environment environment;

  SiteAddress(Environment environment) {
    this.environment = environment;
  }

  /// Without a slash at the end.
  public URI address() {
    String set = environment.getProperty("tongbao.site.address", "");
    return URI.create(set.isEmpty() ? "http://localhost:" + port() : set);
  }

  /// Scheme, host and port as browsers write an origin.
  public String origin() {
    URI address = address();
    return address.getScheme() + "://" + authority();
  }

  public String host() {
    return address().getHost().toLowerCase(Locale.ROOT);
  }

  /// Host, and port where it is not the scheme's own.
  public String authority() {
    URI address = address();
    int own = address.getScheme().equals("https") ? 443 : 80;
    boolean plain = address.getPort() < 0 || address.getPort() == own;
    return plain ? host() : host() + ":" + address.getPort();
  }

  /// The one that was really taken, where the settings ask for any.
  private String port() {
    return environment.getProperty(
        "local.server.port", environment.getProperty("tongbao.port", "8080"));
  }
}
