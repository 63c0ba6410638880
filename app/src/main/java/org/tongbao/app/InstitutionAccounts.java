package org.tongbao.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.alipay.AlipaySettings;
import org.tongbao.payments.card.CardSettings;
import org.tongbao.payments.wechat.WechatSettings;

/// The platform's accounts at real institutions, by the settings `payments.alipay.…`,
/// `payments.wechat.…` and `payments.card.…`. Keys are in files or in the environment, never in a
/// message.
final class InstitutionAccounts {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PREFIX = "tongbao.payments.";

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Environment environment;

  InstitutionAccounts(Environment environment) {
    this.environment = environment;
  }

  /// Those that are set.
  ///
  /// @throws StartException when one is set in part, or wrongly; it names what is wrong
  List<InstitutionSettings> read() {
    List<InstitutionSettings> all = new ArrayList<>();
    if (isSet("alipay", "app-id", "seller-id", "private-key-file", "public-key-file")) {
      all.add(valid("alipay", this::alipay));
    }
    if (isSet(
        "wechat",
        "merchant-id",
        "app-id",
        "serial",
        "private-key-file",
        "public-key-id",
        "public-key-file",
        "api-key")) {
      all.add(valid("wechat", this::wechat));
    }
    if (isSet("card", "account", "secret-key", "webhook-secret")) {
      all.add(valid("card", this::card));
    }
    return all;
  }

  /// Whether the institution is at this machine, so that it reaches us by our own address.
  static boolean isHere(InstitutionSettings account) {
    URI address =
        switch (account) {
          case AlipaySettings it -> it.gateway();
          case WechatSettings it -> it.api();
          case CardSettings it -> it.api();
          default -> throw new IllegalStateException("An account at " + account.institution());
        };
    return HERE.contains(String.valueOf(address.getHost()));
  }

  private AlipaySettings alipay() {
    String product = text("alipay", "product").toUpperCase(Locale.ROOT).replace('-', '_');
    return new AlipaySettings(
        URI.create(text("alipay", "gateway")),
        text("alipay", "app-id"),
        text("alipay", "seller-id"),
        file("alipay", "private-key-file"),
        file("alipay", "public-key-file"),
        AlipaySettings.Product.valueOf(product),
        TIMEOUT);
  }

  private WechatSettings wechat() {
    return new WechatSettings(
        URI.create(text("wechat", "api")),
        text("wechat", "merchant-id"),
        text("wechat", "app-id"),
        text("wechat", "serial"),
        file("wechat", "private-key-file"),
        text("wechat", "public-key-id"),
        file("wechat", "public-key-file"),
        text("wechat", "api-key"),
        TIMEOUT);
  }

  private CardSettings card() {
    return new CardSettings(
        URI.create(text("card", "api")),
        text("card", "account"),
        text("card", "secret-key"),
        text("card", "webhook-secret"),
        TIMEOUT);
  }

  /// Whether an account is set: all of it, or nothing.
  private boolean isSet(String institution, String... names) {
    List<String> missing =
        Arrays.stream(names).filter(name -> text(institution, name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return true;
    }
    if (missing.size() < names.length) {
      throw new StartException(
          "The account at %s is set in part. Set %s too, or nothing of it."
              .formatted(
                  institution,
                  String.join(
                      ", ",
                      missing.stream().map(it -> "payments." + institution + "." + it).toList())));
    }
    return false;
  }

  private interface Reading {
    InstitutionSettings read();
  }

  private static InstitutionSettings valid(String institution, Reading reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException wrong) {
      // Without the cause, which may quote a key.
      throw new StartException(
          "The settings payments." + institution + ".… do not fit: " + wrong.getMessage() + ".");
    }
  }

  private String file(String institution, String name) {
    String path = text(institution, name);
    try {
      return Files.readString(Path.of(path), StandardCharsets.US_ASCII);
    } catch (IOException unreadable) {
      throw new StartException(
          "Cannot read the file %s of payments.%s.%s.".formatted(path, institution, name));
    }
  }

  private String text(String institution, String name) {
    return Optional.ofNullable(environment.getProperty(PREFIX + institution + "." + name))
        .orElse("")
        .strip();
  }
}
