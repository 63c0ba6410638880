package org.tongbao.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.network.MovableClock;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;

/// Another master key: begun in a process that is killed half way, brought to its end by another.
@Timeout(400)
final class ResealTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ROOT = "root@example.com";
  private static final String USER = "sealed@example.com";
  private static final String HOOKS = "/api/v1/platform/webhooks";
  private static final String FACTOR = "/api/v1/me/second-factor";

  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private static Path folder;

  private final MovableClock clock = new MovableClock();
  private final Path data = folder.resolve("data");
  private final Path former = data.resolve("master-key");
  private final Path next = folder.resolve("next-key");
  private String authenticator = "";
  private String hook = "";
  private String document = "";
  private final List<String> secrets = new ArrayList<>();

  @Test
  void isBroughtToItsEndByAnotherProcessAfterOneWasKilledHalfWay() throws Exception {
    try (HookReceiver receiver = new HookReceiver()) {
      with(former, site -> fill(site, receiver));
      MasterKey begun = killedBeforeTheLastRow();

      assertThatThrownBy(() -> with(next, site -> {}))
          .as("half a change is not traded on")
          .hasRootCauseInstanceOf(KeyVaultException.class)
          .hasStackTraceContaining("bring ./tongbao reseal to its end");
      Path other = folder.resolve("other-key");
      Run another = reseal(other);
      assertThat(another.status()).isEqualTo(3);
      assertThat(another.err()).contains(begun.id());
      assertThat(other).doesNotExist();

      Run whole = reseal(next);
      assertThat(whole.status()).as(whole.err()).isZero();
      assertThat(whole.out()).contains("keys of accounts: 0 anew", "webhooks' secrets: 2 anew");
      Run again = reseal(next);
      assertThat(again.status()).as(again.err()).isZero();
      assertThat(again.out())
          .contains("second factors: 0 anew; all 1 open")
          .contains("applications' documents: 0 anew; all 1 open");
      assertThat(whole.out() + whole.err() + again.out())
          .doesNotContain(Files.readString(next).strip());

      assertThatThrownBy(() -> with(former, site -> {}))
          .hasStackTraceContaining("another master key sealed");
      with(next, site -> use(site, receiver));
    }
  }

  /// What is sealed: keys of accounts, a second factor, a document, secrets of webhooks, one of
  /// them from before they were, one with the secret before.
  private void fill(URI site, HookReceiver receiver) throws Exception {
    var user = new ApiClient(site);
    user.begin(USER);
    authenticator = user.keyless("POST", FACTOR, "").text("secret");
    String code = new Authenticator(authenticator).code(clock.instant());
    assertThat(
            user.keyless("PUT", FACTOR + "/confirmation", "{\"code\":\"" + code + "\"}").outcome())
        .isEqualTo("200");
    Answer shop = user.write("POST", "/api/v1/merchants", Shop.application("sealed", "CNY"));
    document = shop.header("Location") + "/documents/" + Shop.licenceHash("sealed");
    Answer sent = user.put(document, "application/pdf", Shop.licence("sealed"));
    assertThat(sent.outcome()).as(sent.response().body()).isEqualTo("201");
    ApiClient root = root(site);
    String wish =
        "{\"url\":\"" + receiver.url() + "\",\"types\":[\"order.expired\"],\"enabled\":true}";
    Answer made = root.write("POST", HOOKS, wish);
    assertThat(made.outcome()).as(made.response().body()).isEqualTo("201");
    hook = HOOKS + "/" + made.text("id");
    secrets.add(made.text("secret"));
    secrets.add(root.keyless("POST", hook + "/secret", "").text("secret"));
    Answer plain = root.write("POST", HOOKS, wish);
    DATABASE
        .jdbc()
        .sql(
            """
            UPDATE webhook_endpoints SET secret = ?, master_key_id = NULL
            WHERE id = CAST(? AS UUID)
            """)
        .params(plain.text("secret"), plain.text("id"))
        .update();
  }

  /// A process that waits for a webhook which somebody else holds: whatever comes before is done.
  private MasterKey killedBeforeTheLastRow() throws Exception {
    try (Connection holder = DATABASE.dataSource().getConnection()) {
      holder.setAutoCommit(false);
      try (var lock = holder.prepareStatement("SELECT id FROM webhook_endpoints FOR UPDATE")) {
        assertThat(lock.executeQuery().next()).isTrue();
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", TongbaoTest.classPath(), Tongbao.class.getName(), "reseal"));
      command.addAll(arguments(next));
      Path said = folder.resolve("said");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        assertThat(Polling.until(LIMIT, () -> waits(process)))
            .as("it comes to the webhooks")
            .isPresent();
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
      } finally {
        process.destroyForcibly().waitFor();
      }
      holder.rollback();
    }
    MasterKey begun = MasterKey.fromFile(next);
    assertThat(keys("sealed_keys")).containsExactly(begun.id());
    assertThat(keys("second_factors")).containsExactly(begun.id());
    assertThat(keys("merchant_document_files")).containsExactly(begun.id());
    assertThat(keys("webhook_endpoints"))
        .containsExactlyInAnyOrder(MasterKey.fromFile(former).id(), "none");
    return begun;
  }

  private static Optional<Boolean> waits(Process process) {
    int waiting =
        DATABASE
            .jdbc()
            .sql(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
            .query(Integer.class)
            .single();
    return waiting > 0 || !process.isAlive() ? Optional.of(true) : Optional.empty();
  }

  private static List<String> keys(String table) {
    return DATABASE
        .jdbc()
        .sql("SELECT DISTINCT coalesce(master_key_id, 'none') FROM " + table)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /// Everything that was sealed does what it did.
  private void use(URI site, HookReceiver receiver) throws Exception {
    clock.advance(Duration.ofSeconds(31));
    var user = new ApiClient(site);
    assertThat(user.signIn(USER, ApiClient.PASSWORD).outcome()).isEqualTo("202");
    String code = new Authenticator(authenticator).code(clock.instant());
    assertThat(
            user.keyless("POST", "/api/v1/sessions/second-factor", "{\"code\":\"" + code + "\"}")
                .outcome())
        .isEqualTo("201");
    assertThat(user.get(document).response().body())
        .isEqualTo(new String(Shop.licence("sealed"), UTF_8));
    Answer exported =
        user.keyless(
            "POST",
            "/api/v1/wallet/key-export",
            "{\"password\":\"%s\",\"storePassword\":\"%s\"}"
                .formatted(ApiClient.PASSWORD, "another " + ApiClient.PASSWORD));
    assertThat(exported.outcome()).as(exported.response().body()).isEqualTo("200");
    ApiClient root = root(site);
    Answer ping = root.write("POST", hook + "/ping", "");
    root.until(hook + "/messages/" + ping.text("id"), "/state", "DELIVERED");
    for (String secret : secrets) {
      assertThat(receiver.heard().getLast().isSignedBy(secret)).isTrue();
    }
  }

  private ApiClient root(URI site) throws Exception {
    var root = new ApiClient(site);
    assertThat(root.signIn(ROOT, ApiClient.PASSWORD).outcome()).isEqualTo("201");
    return root;
  }

  private interface Work {
    void on(URI site) throws Exception;
  }

  /// The application, with this master key.
  private void with(Path key, Work work) throws Exception {
    List<String> all = new ArrayList<>(settings());
    all.addAll(List.of("--port", "0", "--administrator.name", ROOT, "--webhooks.local"));
    all.addAll(List.of("--administrator.password", ApiClient.PASSWORD));
    if (!key.equals(former)) {
      all.addAll(List.of("--master-key-file", key.toString()));
    }
    Settings settings = Settings.read(all, Map.of(), folder);
    DataFolder held = DataFolder.open(data);
    try (ConfigurableApplicationContext context =
        RunCommand.start(settings, held, clock, List.of())) {
      work.on(URI.create(Announcement.address(context, settings)));
    } finally {
      held.close();
    }
  }

  private List<String> settings() {
    var login = DATABASE.login();
    return List.of(
        "--data",
        data.toString(),
        "--database.url",
        login.url(),
        "--database.user",
        login.user(),
        "--database.password",
        login.password());
  }

  private List<String> arguments(Path to) {
    List<String> all = new ArrayList<>(List.of("--to", to.toString()));
    all.addAll(settings());
    return all;
  }

  private record Run(int status, String out, String err) {}

  private Run reseal(Path to) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("reseal"));
    all.addAll(arguments(to));
    int status =
        Tongbao.run(all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }
}
