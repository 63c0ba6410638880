package org.tongbao.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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

  /// First one order, then all of them, then once more.
  @Test
  @Order(3)
  void aReplayGoesOnWhereItWasAndComesToTheSameBooks() throws IOException {
    Path files = folder.resolve("whole");
    Run first = tongbao("replay", files, "--limit", "1", "--no-verify");
    assertThat(first.out()).as(first.err()).contains("{COMPLETED=1}", "every order is completed");

    Run run = tongbao("replay", files, "--json");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    JsonNode report = new JsonMapper().readTree(run.out());
    assertThat(report.path("whole").asBoolean()).isTrue();
    assertThat(report.at("/verify/differences").asInt(-1)).isZero();
    assertThat(report.at("/run/completedBefore").asInt()).isEqualTo(1);
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
  }

  private static List<Long> prices() {
    return DATABASE
        .jdbc()
        .sql("SELECT DISTINCT unit_price_minor FROM order_lines ORDER BY 1")
        .query((row, number) -> row.getLong(1))
        .list();
  }

  private static long count(String sql) {
    return DATABASE.jdbc().sql("SELECT coalesce((" + sql + "), 0)").query(Long.class).single();
  }
}
