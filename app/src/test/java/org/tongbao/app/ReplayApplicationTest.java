package org.tongbao.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.replay.TestFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `import` and `replay` as an operator uses them, on one data folder, one test after the other.
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReplayApplicationTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private static Path folder;

  private record Run(int status, String out, String err) {}

  private static Run tongbao(String command, Path files, String... more) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        Tongbao.run(
            arguments(command, files, more),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static List<String> arguments(String command, Path files, String... more) {
    var login = DATABASE.login();
    List<String> arguments = new ArrayList<>(List.of(command, files.toString(), "--data"));
    arguments.add(folder.resolve("data").toString());
    arguments.addAll(List.of("--database.url", login.url(), "--database.user", login.user()));
    arguments.addAll(List.of("--database.password", login.password()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static Path files(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  @Order(1)
  void oneBadRowAndNothingIsChanged() throws IOException {
    Path files = files("bad");
    TestFiles.in(files).replace("order_lines.csv", "1900", "-1900");

    Run run = tongbao("import", files);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("order_lines.csv:4: shipping_minor must be a whole number from 0")
        .contains("orders.csv:3: order o2 has a line that is bad")
        .contains("nothing was changed: 2 rows are bad; --skip-bad leaves them out");
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(tongbao("replay", folder.resolve("nowhere")).status()).isEqualTo(1);
    assertThat(tongbao("import", files, "--rate", "3").status()).isEqualTo(2);
    assertThat(tongbao("replay", files, "--parallel", "0").status()).isEqualTo(2);
  }

  @Test
  @Order(2)
  void whatIsRightIsBroughtInOnce() throws IOException {
    Path files = folder.resolve("bad");

    Run skipped = tongbao("import", files, "--skip-bad");
    assertThat(skipped.out())
        .as(skipped.err())
        .contains("brought in   2 merchants, 3 products, 1 customers, 2 orders");
    assertThat(skipped.status()).isZero();
    assertThat(count("SELECT count(*) FROM merchants WHERE state = 'APPROVED'")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM products WHERE state = 'ON_SALE'")).isEqualTo(3);
    assertThat(count("SELECT sum(on_hand) FROM stock_items")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM passwords")).isZero();

    Run rest = tongbao("import", whole());
    assertThat(rest.out())
        .as(rest.err())
        .contains("brought in   0 merchants, 0 products, 1 customers, 1 orders")
        .contains("there before 2 merchants, 3 products, 1 customers, 2 orders");
    assertThat(count("SELECT sum(on_hand) FROM stock_items")).isEqualTo(5);

    Path other = files("other");
    TestFiles.in(other)
        .replace("orders.csv", "6550", "6551")
        .replace("order_lines.csv", "1551", "1552");
    Run contradiction = tongbao("import", other);
    assertThat(contradiction.status()).isEqualTo(1);
    assertThat(contradiction.err())
        .contains("orders.csv: order o1 was brought in before with another content");
  }

  private static Path whole() throws IOException {
    Path files = files("whole");
    var _ = TestFiles.in(files);
    return files;
  }

  /// As `kill -9` does it, in the middle of an order; then to the end, and once more.
  @Test
  @Order(3)
  void aReplayThatWasKilledGoesOnToTheSameBooks() throws Exception {
    Path files = folder.resolve("whole");
    killedOnTheWay(files);

    Run run = tongbao("replay", files, "--json");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    JsonNode report = new JsonMapper().readTree(run.out());
    assertThat(report.path("whole").asBoolean()).isTrue();
    assertThat(report.at("/verify/differences").asInt(-1)).isZero();
    JsonNode books = report.path("books");
    assertThat(books.at("/ordersByState/COMPLETED").asInt()).isEqualTo(3);
    JsonNode brl = books.at("/byCurrency/BRL");
    assertThat(brl.path("sellerOrders").asInt()).isEqualTo(4);
    assertThat(brl.path("goodsMinor").asLong()).isEqualTo(19_073);
    assertThat(brl.path("shippingMinor").asLong()).isEqualTo(4_100);
    assertThat(brl.path("settledMinor").asLong() + brl.path("feesMinor").asLong())
        .isEqualTo(23_173);
    assertThat(prices()).containsExactly(2_237L, 4_500L, 4_999L, 5_100L);

    Run again = tongbao("replay", files, "--json", "--no-verify");
    JsonNode second = new JsonMapper().readTree(again.out());
    assertThat(second.path("books")).isEqualTo(books);
    assertThat(second.at("/run/completedBefore").asInt()).isEqualTo(3);
    assertThat(second.at("/run/completed").asInt(-1)).isZero();
    assertThat(tongbao("replay", files).out())
        .contains("every order is completed", "0 differences");
  }

  private static void killedOnTheWay(Path files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.addAll(List.of(classPath(), Tongbao.class.getName()));
    command.addAll(arguments("replay", files, "--parallel", "1"));
    Path log = folder.resolve("killed.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    try {
      Optional<Boolean> onTheWay =
          Polling.until(
              Duration.ofSeconds(120),
              () ->
                  Optional.of(count("SELECT count(*) FROM seller_orders WHERE state <> 'NEW'") > 0)
                      .filter(it -> it || !process.isAlive()));
      assertThat(onTheWay).as(Files.readString(log)).contains(true);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /// This process's own, by whatever means it was started.
  private static String classPath() {
    if (Tongbao.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(URL::getPath)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  private static List<Long> prices() {
    return DATABASE
        .jdbc()
        .sql("SELECT DISTINCT unit_price_minor FROM order_lines ORDER BY 1")
        .query(Long.class)
        .list();
  }

  private static long count(String sql) {
    return DATABASE.jdbc().sql("SELECT coalesce((" + sql + "), 0)").query(Long.class).single();
  }
}
