package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.alipay.AlipaySettings;
import org.tongbao.payments.card.CardSettings;
import org.tongbao.payments.sandbox.house.SandboxHouse;
import org.tongbao.payments.wechat.WechatSettings;

/// Accounts at institutions by the settings: the application pays where these lead, here to
/// sandboxes in the place of the real ones, and has no stand-ins of its own.
final class RealInstitutionsTest {
  private static final Path FOLDER = folder();
  private static final SandboxHouse HOUSE = house();

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(settings().toArray(String[]::new));

  @AfterAll
  static void close() {
    HOUSE.close();
  }

  @Test
  void offersWhatIsSetAndNoStandIn() throws Exception {
    Answer methods = APP.client().get("/api/v1/payment-methods");
    assertThat(methods.json().path("methods").valueStream())
        .map(method -> method.asString())
        .containsExactly("alipay", "card", "wechat");
    assertThat(methods.json().path("standIns")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat", "card"})
  void aPaymentThereIsCredited(String method) throws Exception {
    ApiClient payer = APP.client();
    payer.begin(method + "-account@example.com");
    Answer recharge = InstitutionsTest.recharge(payer, method);
    String payment = "/api/v1/payments/" + recharge.at("/payments/0/id");
    InstitutionsTest.pay(URI.create(payer.until(payment, "/state", "OPEN").text("payAt")));
    payer.until(recharge.header("Location"), "/state", "CREDITED");
  }

  @Test
  void anAccountThatIsSetInPartIsRefusedByName() {
    assertThatThrownBy(() -> read(Map.of("alipay.app-id", "2021000000000001")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("payments.alipay.seller-id")
        .hasMessageContaining("payments.alipay.private-key-file");
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefusedWithoutShowingAKey() {
    Map<String, String> wrong =
        Map.of(
            "card.api", "https://api.stripe.com",
            "card.account", "acct_1",
            "card.secret-key", "pk_live_0123456789abcdef",
            "card.webhook-secret", "whsec_1");
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("payments.card")
        .hasMessageNotContaining("0123456789abcdef");
  }

  private static List<InstitutionSettings> read(Map<String, String> values) {
    Map<String, Object> properties = new HashMap<>();
    values.forEach((name, value) -> properties.put("tongbao.payments." + name, value));
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return new InstitutionAccounts(environment).read();
  }

  /// What an operator would write down for these accounts.
  private static List<String> settings() {
    List<String> all = new ArrayList<>();
    for (InstitutionSettings account : HOUSE.settings()) {
      switch (account) {
        case AlipaySettings it -> {
          add(all, "alipay.gateway", it.gateway().toString());
          add(all, "alipay.app-id", it.appId());
          add(all, "alipay.seller-id", it.sellerId());
          add(all, "alipay.private-key-file", file("alipay", it.merchantPrivateKey()));
          add(all, "alipay.public-key-file", file("alipay-public", it.alipayPublicKey()));
        }
        case WechatSettings it -> {
          add(all, "wechat.api", it.api().toString());
          add(all, "wechat.merchant-id", it.merchantId());
          add(all, "wechat.app-id", it.appId());
          add(all, "wechat.serial", it.merchantSerial());
          add(all, "wechat.private-key-file", file("wechat", it.merchantPrivateKey()));
          add(all, "wechat.public-key-id", it.publicKeyId());
          add(all, "wechat.public-key-file", file("wechat-public", it.publicKey()));
          add(all, "wechat.api-key", it.apiV3Key());
        }
        case CardSettings it -> {
          add(all, "card.api", it.api().toString());
          add(all, "card.account", it.account());
          add(all, "card.secret-key", it.secretKey());
          add(all, "card.webhook-secret", it.webhookSecret());
        }
        default -> throw new IllegalStateException("an account at " + account.institution());
      }
    }
    return all;
  }

  private static void add(List<String> all, String name, String value) {
    all.add("--payments." + name);
    all.add(value);
  }

  private static String file(String name, String key) {
    try {
      return Files.writeString(FOLDER.resolve(name + ".pem"), key).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("tongbao-institutions");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SandboxHouse house() {
    try {
      return SandboxHouse.open(FOLDER, Clock.systemUTC(), 60);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
