package org.tongbao.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.onchain.ChainProgress;

/// `backup` of an application that runs and is traded in, `restore` on an empty machine, and how
/// things go on there.
@Timeout(400)
final class BackupTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @TempDir private static Path folder;

  private record Run(int status, String out, String err) {}

  private static Run run(String command, List<String> arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    int status =
        Tongbao.run(all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static Run backup(Path file) {
    var login = MARKET.app().database().login();
    return run(
        "backup",
        List.of(
            file.toString(),
            "--data",
            MARKET.app().dataFolder().toString(),
            "--database.url",
            login.url(),
            "--database.user",
            login.user(),
            "--database.password",
            login.password()));
  }

  @Test
  void whatIsBackedUpDuringTradeGoesOnElsewhere() throws Exception {
    Buyer buyer = MARKET.buyer("backed-up@example.com");
    Part part = MARKET.paid(buyer);
    Path file = folder.resolve("backup.zip");
    String document = MARKET.lotus().path("/application/documents/" + Shop.licenceHash("lotus"));
    assertThat(
            MARKET.lotus().owner().put(document, "application/pdf", Shop.licence("lotus")).status())
        .isIn(200, 201);
    Run made = during("rush", () -> backup(file));
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).contains("to block").contains("keep a copy elsewhere");

    Path there = folder.resolve("there");
    Path key = MARKET.app().dataFolder().resolve("master-key");
    Run restored =
        run(
            "restore",
            List.of(
                file.toString(), "--data", there.toString(), "--with-master-key", key.toString()));
    assertThat(restored.status()).as(restored.err()).isZero();
    goOn(there, part, document);

    Run verified = verify(there);
    assertThat(verified.out()).as(verified.err()).contains("0 differences");
    assertThat(verified.status()).isZero();

    Run again = run("restore", List.of(file.toString(), "--data", there.toString()));
    assertThat(again.status()).isEqualTo(3);
    assertThat(again.err()).contains("is not empty");
  }

  private static Run verify(Path data) {
    return run("verify", List.of("--data", data.toString()));
  }

  /// Runs something while orders are made and paid for, some before it begins.
  private static Run during(String name, Callable<Run> work) throws Exception {
    var stop = new AtomicBoolean();
    var orders = new AtomicInteger();
    try (ExecutorService traders = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Buyer trader = MARKET.buyer(name + i + "@example.com");
        running.add(
            traders.submit(
                () -> {
                  while (!stop.get()) {
                    MARKET.paid(trader);
                    orders.incrementAndGet();
                  }
                  return true;
                }));
      }
      try {
        assertThat(
                Polling.until(LIMIT, () -> Optional.of(orders.get()).filter(count -> count >= 2)))
            .isPresent();
        return work.call();
      } finally {
        stop.set(true);
        for (Future<?> each : running) {
          var _ = each.get();
        }
      }
    }
  }

  /// The restored application opens a sealed document, and ships an order that was paid before.
  private static void goOn(Path data, Part part, String document) throws Exception {
    Settings settings =
        Settings.read(List.of("--data", data.toString(), "--port", "0"), Map.of(), data);
    DataFolder held = DataFolder.open(data);
    try (ConfigurableApplicationContext context =
        RunCommand.start(settings, held, MARKET.app().clock(), List.of())) {
      var address = URI.create(Announcement.address(context, settings));
      var owner = new ApiClient(address);
      assertThat(owner.signIn("lotus@example.com", ApiClient.PASSWORD).status()).isEqualTo(201);
      assertThat(owner.get(document).response().body())
          .isEqualTo(new String(Shop.licence("lotus"), UTF_8));
      Answer shipped = owner.write("POST", part.desk() + "/shipment", MARKET.parcel());
      assertThat(shipped.status()).as(shipped.response().body()).isLessThan(300);
      var buyer = new ApiClient(address);
      assertThat(buyer.signIn("backed-up@example.com", ApiClient.PASSWORD).status()).isEqualTo(201);
      buyer.until(part.path(), "/order/state", "SHIPPED");
      ChainProgress progress = context.getBean(ChainProgress.class);
      assertThat(
              Polling.until(
                  LIMIT, () -> Optional.of(progress.isSettled()).filter(Boolean::booleanValue)))
          .isPresent();
    } finally {
      held.close();
    }
  }

  @Test
  void whatIsNoBackupIsNotRestored() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.zip"), "no backup");
    Path there = folder.resolve("nowhere");
    Run run = run("restore", List.of(wrong.toString(), "--data", there.toString()));
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("is damaged or no backup");
    assertThat(there).doesNotExist();
    assertThat(run("restore", List.of()).status()).isEqualTo(2);
    assertThat(run("backup", List.of("a", "b")).status()).isEqualTo(2);
    assertThat(run("backup", List.of("x.zip", "--data", there.toString())).status()).isEqualTo(3);
  }
}
