package org.tongbao.payments.sandbox.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.Institutions;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.QueryOutcome;

final class SandboxHouseTest {
  private static final PaymentNames NO_NAMES =
      new PaymentNames() {
        @Override
        public void remember(PaymentReference ours, String theirs) {}

        @Override
        public Optional<String> find(PaymentReference ours) {
          return Optional.empty();
        }
      };

  @TempDir Path folder;

  @Test
  void givesSettingsWithWhichEachInstitutionAnswers() throws Exception {
    try (SandboxHouse house = SandboxHouse.open(folder, Clock.systemUTC(), 100);
        Institutions institutions =
            Institutions.connect(house.settings(), NO_NAMES, Clock.systemUTC())) {
      assertThat(institutions.names()).containsExactly("alipay", "card", "wechat");
      for (String name : institutions.names()) {
        assertThat(institutions.find(name).orElseThrow().query(new PaymentReference("never-asked")))
            .isEqualTo(new QueryOutcome.NotFound());
        assertThat(house.find(name)).isPresent();
      }
    }
  }

  @Test
  void hasTheSameKeysAndAddressesAfterARestart() throws Exception {
    List<InstitutionSettings> before;
    String token;
    try (SandboxHouse house = SandboxHouse.open(folder, Clock.systemUTC(), 100)) {
      before = house.settings();
      token = house.controlToken();
    }

    try (SandboxHouse house = SandboxHouse.open(folder, Clock.systemUTC(), 100)) {
      assertThat(house.settings()).isEqualTo(before);
      assertThat(house.controlToken()).isEqualTo(token);
    }
  }

  @Test
  void keepsSecretsForItsOwnerAlone() throws Exception {
    SandboxHouse.open(folder, Clock.systemUTC(), 100).close();

    for (Path secret : secrets()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .as(secret.toString())
          .isEqualTo("rw-------");
    }
    assertThat(secrets()).hasSizeGreaterThan(8);
  }

  @Test
  void takesEachInstitutionOnce() throws Exception {
    try (SandboxHouse house = SandboxHouse.open(folder, Clock.systemUTC(), 100)) {
      InstitutionSettings one = house.settings().getFirst();

      assertThatThrownBy(() -> Institutions.connect(List.of(one, one), NO_NAMES, Clock.systemUTC()))
          .hasMessage("configured twice: alipay");
    }
  }

  private List<Path> secrets() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("port") && !file.endsWith("journal.jsonl"))
          .toList();
    }
  }
}
