package org.tongbao.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.springframework.util.FileSystemUtils;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.market.audit.Finding;
import org.tongbao.primitives.Address;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What verification of a folder says of a good chain, and of one that somebody has changed.
final class StoredChainTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final VerifyData.Opener NOTHING =
      settings -> {
        throw new VerifyException("no data");
      };
  private static final long CHANGED = 20;

  @TempDir private static Path temp;
  private static Path good;

  @BeforeAll
  static void aDayOfTrade() {
    good = temp.resolve("good");
    MarketDay.in(good);
  }

  private static Report verify(Path folder) {
    try (var source = new StoredChain(folder, Genesis.dev(), NOWHERE)) {
      Address directory = Verification.onlyDirectory(source);
      return new Verification(
              source, directory == null ? Address.ZERO : directory, (event, log) -> {})
          .run();
    }
  }

  private static Path copy(String name) throws IOException {
    Path copy = temp.resolve(name);
    FileSystemUtils.copyRecursively(good, copy);
    return copy;
  }

  @Test
  void nothingIsFoundInAGoodChain() {
    Report report = verify(good);
    assertThat(report.findings().all()).isEmpty();
    assertThat(report.clean()).isTrue();
    assertThat(report.books().orders().values())
        .extracting(each -> each.state())
        .contains(
            OrderState.PAID,
            OrderState.SHIPPED,
            OrderState.SETTLED,
            OrderState.COMPLETED,
            OrderState.CANCELLED,
            OrderState.REFUNDED);
    assertThat(report.findings().checks().values()).allSatisfy(n -> assertThat(n).isPositive());
    assertThat(report.text()).contains("0 differences, 0 warnings").contains("CNY");
  }

  @Test
  void readingChangesNothing() throws IOException {
    Path copy = copy("untouched");
    List<String> before = files(copy);
    verify(copy);
    assertThat(files(copy)).isEqualTo(before);
  }

  private static List<String> files(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        // The log of RocksDB itself is no part of the chain.
        if (!file.getFileName().toString().startsWith("LOG")) {
          files.add(file.getFileName() + " " + Files.size(file));
        }
      }
    }
    return files;
  }

  @Test
  void aChangedBlockIsNamed() throws Exception {
    Path folder = copy("body");
    // A byte in the middle: inside a transaction, so that the encoding stays well formed.
    change(folder, "bodies", CHANGED, value -> flip(value, value.length / 2));
    assertNamed(verify(folder), "block " + CHANGED);
  }

  @Test
  void aChangedSealIsNamed() throws Exception {
    Path folder = copy("seal");
    change(folder, "seals", CHANGED, value -> flip(value, value.length - 1));
    assertNamed(verify(folder), "block " + CHANGED);
  }

  @Test
  void aBlockThatIsMissingIsNamed() throws Exception {
    Path folder = copy("missing");
    change(folder, "canonical", CHANGED, value -> new byte[value.length]);
    assertNamed(verify(folder), "block " + CHANGED);
  }

  @Test
  void aChangedReceiptIsNamed() throws Exception {
    Path folder = copy("receipt");
    change(folder, "receipts", CHANGED, value -> flip(value, value.length - 1));
    assertNamed(verify(folder), "block " + CHANGED);
  }

  @Test
  void aBalanceChangedInTheStateIsFound() throws Exception {
    Path folder = copy("state");
    change(folder, "storage", -1, value -> flip(value, value.length - 1));
    assertThat(verify(folder).findings().all())
        .anySatisfy(each -> assertThat(each.problem()).contains("column 'storage'"));
  }

  @Test
  void aFlippedBitOnTheDiskIsFound() throws Exception {
    Path folder = copy("disk");
    Path largest;
    try (Stream<Path> all = Files.walk(folder)) {
      largest =
          all.filter(file -> file.toString().endsWith(".sst"))
              .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(largest);
    Files.write(largest, flip(bytes, bytes.length / 3));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        VerifyCommand.run(
            List.of("--chain", folder.toString(), "--dev"),
            NOTHING,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(status).isIn(VerifyCommand.DIFFERENCES, VerifyCommand.UNABLE);
    assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
        .containsAnyOf("checksum", "orruption");
  }

  @Test
  void theReportIsJsonOnRequest() {
    var out = new ByteArrayOutputStream();
    int status =
        VerifyCommand.run(
            List.of("--chain", good.toString(), "--dev", "--json"),
            NOTHING,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            NOWHERE);
    assertThat(status).isZero();
    JsonNode report = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.path("differences").asLong(-1)).isZero();
    assertThat(report.path("complete").asBoolean()).isTrue();
    assertThat(report.path("currencies").path(0).path("currency").asString()).isEqualTo("CNY");
  }

  @Test
  void aWrongCommandLineIsUsage() {
    for (List<String> wrong :
        List.of(
            List.of("--rpc", "nowhere"),
            List.of("--chain"),
            List.of("--no-such-option"),
            List.of("--chain", "a", "--rpc", "http://localhost:1"),
            List.of("--directory", "0x12"))) {
      var err = new ByteArrayOutputStream();
      int status = VerifyCommand.run(wrong, NOTHING, NOWHERE, new PrintStream(err));
      assertThat(status).as("%s", wrong).isEqualTo(VerifyCommand.USAGE);
      assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("tongbao: ").contains("Usage:");
    }
  }

  @Test
  void whereThereIsNoChainNothingIsMade() {
    Path nowhere = temp.resolve("nowhere");
    var err = new ByteArrayOutputStream();
    int status =
        VerifyCommand.run(
            List.of("--chain", nowhere.toString()), NOTHING, NOWHERE, new PrintStream(err, true));
    assertThat(status).isEqualTo(VerifyCommand.UNABLE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no chain in");
    assertThat(nowhere).doesNotExist();
  }

  private static void assertNamed(Report report, String subject) {
    assertThat(report.clean()).isFalse();
    assertThat(report.findings().all())
        .filteredOn(each -> each.level() == Finding.Level.DIFFERENCE)
        .extracting(Finding::subject)
        .contains(subject);
  }

  private static byte[] flip(byte[] value, int at) {
    value[at] ^= 1;
    return value;
  }

  /// Rewrites the entry of a block in a column of the store, or the first entry of all.
  private static void change(Path folder, String column, long block, UnaryOperator<byte[]> change)
      throws RocksDBException {
    List<ColumnFamilyDescriptor> columns = new ArrayList<>();
    try (Options options = new Options()) {
      for (byte[] name : RocksDB.listColumnFamilies(options, folder.toString())) {
        columns.add(new ColumnFamilyDescriptor(name));
      }
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.open(options, folder.toString(), columns, handles)) {
      for (ColumnFamilyHandle handle : handles) {
        if (new String(handle.getName(), StandardCharsets.UTF_8).equals(column)) {
          try (RocksIterator at = db.newIterator(handle)) {
            at.seek(block < 0 ? new byte[0] : ByteBuffer.allocate(8).putLong(block).array());
            db.put(handle, at.key(), change.apply(at.value()));
          }
        }
      }
      handles.forEach(ColumnFamilyHandle::close);
    }
  }
}
