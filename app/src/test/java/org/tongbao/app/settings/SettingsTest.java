package org.tongbao.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  @TempDir private Path folder;

  @Test
  void everyStandardValueIsValid() {
    Settings settings = read(List.of(), Map.of());

    for (Setting setting : Setting.values()) {
      assertThat(settings.get(setting)).isEqualTo(setting.standard());
      assertThat(setting.type().allows(setting.standard())).as(setting.path()).isTrue();
    }
  }

  @Test
  void optionsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    file("port: 1\nlog:\n  level: debug\n  format: json\nlanguage: en\n");

    Settings settings =
        read(
            List.of("--port=3", "--behind-proxy"),
            Map.of("TONGBAO_PORT", "2", "TONGBAO_LOG_LEVEL", "warn", "HOME", "/"));

    assertThat(settings.get(Setting.PORT)).isEqualTo("3");
    assertThat(settings.get(Setting.LOG_LEVEL)).isEqualTo("warn");
    assertThat(settings.get(Setting.LOG_FORMAT)).isEqualTo("json");
    assertThat(settings.get(Setting.LANGUAGE)).isEqualTo("en");
    assertThat(settings.get(Setting.BEHIND_PROXY)).isEqualTo("true");
  }

  @Test
  void namesEveryProblemAtOnce() throws IOException {
    file("prot: 1\nlog:\n  level: loud\ndata:\n");

    assertThatThrownBy(() -> read(List.of("here", "--port"), Map.of("TONGBAO_SPEED", "9")))
        .isInstanceOfSatisfying(
            SettingsException.class,
            refused ->
                assertThat(refused.problems())
                    .containsExactly(
                        "prot in tongbao.yaml is no setting of this version. Did you mean port?",
                        "log.level in tongbao.yaml must be error, warn, info, debug or trace, not"
                            + " 'loud'.",
                        "data in tongbao.yaml has no value.",
                        "TONGBAO_SPEED in the environment is no setting of this version.",
                        "'here' is no option; options begin with --.",
                        "--port has no value."));
  }

  @Test
  void neverRepeatsASecret() {
    assertThatThrownBy(() -> read(List.of("--metrics.token=a\nb"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--metrics.token must be any text.");
  }

  @Test
  void refusesAFileThatIsNoList() throws IOException {
    file("- port\n");
    assertThatThrownBy(() -> read(List.of(), Map.of()))
        .hasMessage("tongbao.yaml is not a list of names and values.");
    file("port: [\n");
    assertThatThrownBy(() -> read(List.of(), Map.of()))
        .hasMessageStartingWith("tongbao.yaml is malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "port, 0, true",
    "port, 65535, true",
    "port, 65536, false",
    "port, -1, false",
    "address, ::1, true",
    "address, 'a b', false",
    "behind-proxy, yes, false",
    "session.timeout, 30m, true",
    "session.timeout, 30, false",
    "session.timeout, 0s, false",
    "database.url, jdbc:postgresql://db:5432/shop?ssl=true, true",
    "database.url, postgres://db/shop, false",
    "database.connections, 0, false",
    "language, fr, false",
    "log.format, xml, false"
  })
  void checksValues(String path, String value, boolean allowed) {
    assertThat(Setting.ofPath(path).orElseThrow().type().allows(value)).isEqualTo(allowed);
  }

  private void file(String content) throws IOException {
    Files.writeString(folder.resolve("tongbao.yaml"), content);
  }

  private Settings read(List<String> options, Map<String, String> environment) {
    return Settings.read(options, environment, folder);
  }
}
