package org.tongbao.chain.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.BlockFactory;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.core.ImportOutcome;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.ImportOutcome.Unable;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// A file system of 128 MB that fills up and is cleared again. Needs the right to mount one;
/// skipped otherwise.
class DiskFullTest {
  private static final int FILE_SYSTEM_MB = 128;

  @TempDir Path directory;
  private Path small;
  private boolean mounted;
  private final BlockFactory factory = new BlockFactory(Chains.genesis());

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    small = Files.createDirectory(directory.resolve("small"));
    mounted =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + FILE_SYSTEM_MB + "m",
            "tmpfs",
            small.toString());
    Assumptions.assumeTrue(mounted, "skipped: may not mount a small file system here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// With a reserve we stop before RocksDB notices; without one its own write fails.
  @ParameterizedTest
  @ValueSource(longs = {4 << 20, 0})
  void stopsWithAClearReasonReadsOnAndRecovers(long reserve) throws IOException {
    StoreOptions options = Chains.STORE.withReserve(reserve);
    Path ballast = small.resolve("ballast");
    Path store = small.resolve("chain");
    try (Blockchain chain = Chains.open(store, options)) {
      BlockHeader head = fill(chain, factory.genesis(), 3);
      Files.write(ballast, new byte[40 << 20]);
      List<SealedBlock> refused = new ArrayList<>();
      for (int i = 0; i < 400 && refused.isEmpty(); i++) {
        SealedBlock block = next(head);
        ImportOutcome outcome = chain.importBlock(block);
        if (outcome instanceof Unable unable) {
          assertThat(unable.reason()).startsWith("disk full");
          refused.add(block);
        } else {
          head = block.block().header();
        }
      }
      assertThat(refused).as("the disk is full at last").hasSize(1);
      assertThat(chain.head().header()).isEqualTo(head);
      StoreContents.assertState(chain, head, factory.state(head.hash()));

      Files.delete(ballast);
      assertThat(chain.importBlock(refused.getFirst()))
          .isIn(new Imported(true), new ImportOutcome.Known());
      head = fill(chain, refused.getFirst().block().header(), 2);
      StoreContents.assertState(chain, head, factory.state(head.hash()));
    }
    try (Blockchain again = Chains.open(store, options)) {
      StoreContents.assertState(
          again, again.head().header(), factory.state(again.head().header().hash()));
    }
  }

  private BlockHeader fill(Blockchain chain, BlockHeader from, int blocks) {
    BlockHeader head = from;
    for (int i = 0; i < blocks; i++) {
      SealedBlock block = next(head);
      assertThat(chain.importBlock(block)).isEqualTo(new Imported(true));
      head = block.block().header();
    }
    return head;
  }

  /// A block of about 1 MB.
  private SealedBlock next(BlockHeader parent) {
    long nonce = requireNonNull(factory.state(parent.hash()).account(DevKeys.address(0))).nonce();
    List<Transaction> transactions = new ArrayList<>();
    byte[] data = new byte[100_000];
    new Random(nonce).nextBytes(data);
    for (int i = 0; i < 10; i++) {
      transactions.add(
          UnsignedTransaction.legacy(Chains.CHAIN_ID)
              .nonce(nonce + i)
              .gasPrice(U256.ZERO)
              .gasLimit(8_000_000)
              .to(DevKeys.address(1))
              .data(Bytes.wrap(data))
              .sign(DevKeys.key(0)));
    }
    return factory.after(parent, DevKeys.address(9), parent.timestamp() + 1, transactions);
  }
}
