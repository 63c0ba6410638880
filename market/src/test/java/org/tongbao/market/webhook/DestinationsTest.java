package org.tongbao.market.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tongbao.market.error.DomainException;

final class DestinationsTest {
  private static final Destinations STRICT = new Destinations(false);

  @Test
  void onlyAddressesOfThePublicInternetCount() {
    for (String each :
        List.of(
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "64:ff9b::a00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1")) {
      assertThat(Destinations.isPublic(InetAddress.ofLiteral(each))).as(each).isFalse();
    }
    for (String each :
        List.of(
            "1.1.1.1",
            "100.63.0.1",
            "100.128.0.1",
            "169.253.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.0.1",
            "192.169.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "203.0.112.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2606:4700::1",
            "2a00::1")) {
      assertThat(Destinations.isPublic(InetAddress.ofLiteral(each))).as(each).isTrue();
    }
  }

  @Test
  void takesHttpsAtPublicNamesAlone() {
    for (String good :
        List.of(
            "https://shop.example.com/hook?a=b", "https://shop.example.com:8443",
            "https://1.1.1.1/x", "https://[2606:4700::1]/")) {
      assertThat(STRICT.parse(good)).hasToString(good);
    }
    for (String bad :
        List.of(
            "",
            "shop.example.com",
            "http://shop.example.com/",
            "ftp://shop.example.com/",
            "https://",
            "https:///x",
            "https://localhost/",
            "http://localhost/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.1/",
            "https://169.254.169.254/",
            "https://[::ffff:10.0.0.1]/",
            "https://internal/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://a@shop.example.com/",
            "https://shop.example.com/#a",
            "https://shop.example.com:0/",
            "https://shop.example.com:99999/",
            "https://shop.example.com/a b",
            "https://shop.example.com/\r\nX: y",
            "https://shop.example.com/" + "x".repeat(600))) {
      assertThatThrownBy(() -> STRICT.parse(bad)).as(bad).isInstanceOf(DomainException.class);
    }
    assertThat(new Destinations(true).parse("http://localhost:1/")).hasPort(1);
    assertThatThrownBy(() -> new Destinations(true).parse("http://shop.example.com/"))
        .isInstanceOf(DomainException.class);
  }

  /// A name that led to a public address when it was checked may lead home when it is used.
  @Test
  void whatANameLeadsToIsCheckedAtEachConnection() throws Exception {
    assertThatThrownBy(() -> STRICT.look(URI.create("https://localhost/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not public");
    assertThat(new Destinations(true).look(URI.create("http://localhost/")).isLoopbackAddress())
        .isTrue();
  }

  @Test
  void signsAsTheStandardsExampleDoes() {
    Secret secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(Secret.next().text()).matches("whsec_[A-Za-z0-9+/]{43}=");
  }
}
