package org.tongbao.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.onchain.ChainProgress;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `verify` on a whole application: while it runs, after it has stopped, and after somebody has had
/// his hands in its database.
@Timeout(300)
final class VerifyApplicationTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private static Path data;

  private record Run(int status, String out, String err) {}

  private static Run verify(String... more) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("verify"));
    arguments.addAll(settings());
    arguments.addAll(List.of(more));
    int status =
        Tongbao.run(
            arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static List<String> settings() {
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

  @Test
  void whatRanIsVerifiedAndWhatWasChangedIsFound() throws IOException {
    List<String> options = new ArrayList<>(settings());
    options.addAll(List.of("--port", "0"));
    Settings settings = Settings.read(options, Map.of(), data);
    takeBackAMigration();
    try (ConfigurableApplicationContext running = RunCommand.start(settings, Clock.systemUTC())) {
      assertThat(DATABASE.jdbc().sql("SELECT count(*) FROM voucher_codes").query().singleValue())
          .as("a migration that came late was carried out")
          .isEqualTo(0L);
      trade(running);

      Run inUse = verify();
      assertThat(inUse.status()).isEqualTo(3);
      assertThat(inUse.err()).contains("is using the data folder").contains("--rpc");

      Run byRpc = verify("--rpc", Announcement.address(running, settings) + "/rpc");
      assertThat(byRpc.out()).contains("0 differences").contains("database   as of block");
      assertThat(byRpc.out() + byRpc.err()).doesNotContain("Hikari");
      assertThat(byRpc.status()).as(byRpc.err()).isZero();
    }

    // The lock on the folder lasts as long as the process, which is this one.
    Path stoppedData = data.resolve("stopped");
    FileSystemUtils.copyRecursively(data.resolve("chain"), stoppedData.resolve("chain"));
    Run stopped = verify("--data", stoppedData.toString(), "--json");
    assertThat(stopped.out()).as(stopped.err()).contains("\"differences\" : 0");
    assertThat(stopped.status()).as(stopped.out() + stopped.err()).isZero();
    JsonNode report = new JsonMapper().readTree(stopped.out());
    assertThat(report.path("proved").asString()).contains("executed anew from genesis");
    assertThat(report.path("events").asLong(0)).isPositive();

    DATABASE.jdbc().sql("DELETE FROM chain_records WHERE event = 'Treasury.Deposited'").update();
    Run changed = verify("--data", stoppedData.toString());
    assertThat(changed.status()).isEqualTo(1);
    assertThat(changed.out()).contains("the database never saw Treasury.Deposited");
  }

  @Test
  void withoutADataFolderThereIsNothingToVerify() {
    Path nowhere = data.resolve("nowhere");
    Run run = verify("--data", nowhere.toString());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("There is no data folder");
    assertThat(Files.exists(nowhere)).isFalse();
  }

  /// As a database stands that knows later migrations and not this one.
  private static void takeBackAMigration() {
    DATABASE.jdbc().sql("DROP TABLE voucher_codes").update();
    String forget = "DELETE FROM flyway_schema_history WHERE version = '065'";
    assertThat(DATABASE.jdbc().sql(forget).update()).isOne();
  }

  /// Money comes in twice.
  private static void trade(ConfigurableApplicationContext running) {
    var operators = running.getBean(Operators.class);
    var treasury = running.getBean(TreasuryActions.class);
    Address brl = running.getBean(Contracts.class).address("Cash:BRL");
    Instant asOf = Instant.now().minusSeconds(60);
    act(
        running,
        Role.ATTESTOR,
        treasury.attestReserve(brl, U256.of(1_000_000), asOf, Hash.EMPTY_KECCAK));
    act(running, Role.ISSUER, treasury.deposit(brl, operators.feeAccount(), U256.of(100)));
    act(running, Role.ISSUER, treasury.deposit(brl, operators.reservePot(), U256.of(200)));
  }

  private static void act(ConfigurableApplicationContext running, Role role, Action action) {
    UUID id = UUID.randomUUID();
    running
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(
            status ->
                running
                    .getBean(Outbox.class)
                    .act(
                        running.getBean(Operators.class).account(role),
                        action,
                        References.of("test", id),
                        new Subject("test", id)));
    ChainProgress progress = running.getBean(ChainProgress.class);
    assertThat(
            Polling.until(
                Duration.ofSeconds(30),
                () -> progress.isSettled() ? Optional.of(true) : Optional.empty()))
        .isPresent();
  }
}
