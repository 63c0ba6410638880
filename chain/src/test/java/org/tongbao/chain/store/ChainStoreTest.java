package org.tongbao.chain.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.core.BlockFactory;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.core.ImportOutcome;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

class ChainStoreTest {
  private static final Address MINER = DevKeys.address(9);

  @TempDir Path directory;
  private final BlockFactory factory = new BlockFactory(Chains.genesis());

  private SealedBlock next(BlockHeader parent, Transaction... transactions) {
    return factory.after(parent, MINER, parent.timestamp() + 1, List.of(transactions));
  }

  /// Blocks that change a few slots to and fro, imported one after another.
  private List<BlockHeader> grow(Blockchain chain, BlockHeader from, int blocks) {
    List<BlockHeader> headers = new ArrayList<>(List.of(from));
    for (int i = 0; i < blocks; i++) {
      BlockHeader parent = headers.getLast();
      long nonce = requireNonNull(factory.state(parent.hash()).account(DevKeys.address(0))).nonce();
      SealedBlock block =
          next(
              parent,
              Chains.store(0, nonce, i % 3, i % 4),
              Chains.payment(0, nonce + 1, DevKeys.address(i % 5), i));
      assertThat(chain.importBlock(block)).isEqualTo(new Imported(true));
      headers.add(block.block().header());
    }
    return headers;
  }

  @Test
  void showsTheStateAfterEveryBlockOfItsHistory() {
    try (Blockchain chain = Chains.open(directory, Chains.STORE.withHistory(8))) {
      List<BlockHeader> headers = grow(chain, factory.genesis(), 30);
      for (BlockHeader header : headers) {
        if (header.number() >= 22) {
          StoreContents.assertState(chain, header, factory.state(header.hash()));
        } else {
          assertThatThrownBy(() -> chain.reader().stateAt(header))
              .isInstanceOf(StateUnavailableException.class)
              .hasMessageContaining("no longer kept");
        }
      }
      assertThat(StoreContents.dump(chain, Column.CHANGES)).hasSize(8);
    }
  }

  @Test
  void anArchiveKeepsAllAndShrinksWhenItIsOneNoMore() {
    StoreOptions archive = Chains.STORE.withHistory(StoreOptions.ARCHIVE);
    List<BlockHeader> headers;
    try (Blockchain chain = Chains.open(directory, archive)) {
      headers = grow(chain, factory.genesis(), 20);
      for (BlockHeader header : headers) {
        StoreContents.assertState(chain, header, factory.state(header.hash()));
      }
    }
    try (Blockchain chain = Chains.open(directory, Chains.STORE.withHistory(4))) {
      StoreContents.assertState(chain, headers.get(3), factory.state(headers.get(3).hash()));
      headers.addAll(grow(chain, headers.getLast(), 8));
      assertThat(StoreContents.dump(chain, Column.CHANGES)).hasSize(4);
      assertThatThrownBy(() -> chain.reader().stateAt(headers.get(3)))
          .isInstanceOf(StateUnavailableException.class);
    }
  }

  @Test
  void cannotReorganiseFurtherBackThanItsHistory() {
    try (Blockchain chain = Chains.open(directory, Chains.STORE.withHistory(3))) {
      List<BlockHeader> headers = grow(chain, factory.genesis(), 6);
      BlockHeader parent = headers.get(2);
      List<ImportOutcome> outcomes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        SealedBlock block =
            factory.after(parent, DevKeys.address(1), parent.timestamp(), List.of());
        outcomes.add(chain.importBlock(block));
        parent = block.block().header();
      }
      assertThat(outcomes)
          .filteredOn(ImportOutcome.Unable.class::isInstance)
          .singleElement()
          .extracting(each -> ((ImportOutcome.Unable) each).reason())
          .asString()
          .contains("no longer kept");
      assertThat(chain.head().header()).isEqualTo(headers.getLast());
    }
  }

  @Test
  void aViewStaysAsItWasWhateverComesAfter() {
    try (Blockchain chain = Chains.open(directory, Chains.STORE.withHistory(2))) {
      List<BlockHeader> headers = grow(chain, factory.genesis(), 3);
      try (StateView view = chain.reader().stateAtHead()) {
        grow(chain, headers.getLast(), 10);
        assertThat(view.header()).isEqualTo(headers.getLast());
        assertThat(view.storage(Chains.STORER, U256.of(2))).isEqualTo(U256.of(2));
        assertThat(view.account(DevKeys.address(0)))
            .isEqualTo(factory.state(headers.getLast().hash()).account(DevKeys.address(0)));
      }
    }
  }

  @Test
  void givesBackBlocksReceiptsAndSeals() {
    Transaction[] many = new Transaction[150];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 3 == 0 ? Chains.store(0, i, i, i) : Chains.payment(0, i, MINER, i);
    }
    SealedBlock block = next(factory.genesis(), many);
    List<Receipt> receipts;
    try (Blockchain chain = Chains.open(directory)) {
      chain.importBlock(block);
      receipts = chain.reader().receipts(block.block().header());
    }
    try (Blockchain chain = Chains.open(directory)) {
      assertThat(chain.head().header()).isEqualTo(block.block().header());
      assertThat(chain.reader().block(block.block().hash())).isEqualTo(block.block());
      assertThat(chain.reader().seal(block.block().header())).isEqualTo(block.seal());
      assertThat(chain.reader().receipts(block.block().header())).isEqualTo(receipts);
      assertThat(receipts).hasSize(150);
      long gasBefore = 0;
      long logs = 0;
      for (int i = 0; i < many.length; i++) {
        TransactionPlace place = requireNonNull(chain.reader().place(many[i].hash()));
        assertThat(place).isEqualTo(new TransactionPlace(block.block().hash(), 1, i));
        Transaction kept = requireNonNull(chain.reader().transaction(place));
        assertThat(kept).isEqualTo(many[i]);
        assertThat(kept.sender()).isEqualTo(DevKeys.address(0));
        StoredReceipt receipt = requireNonNull(chain.reader().receipt(place));
        assertThat(receipt.receipt()).isEqualTo(receipts.get(i));
        assertThat(receipt.gasUsed()).isEqualTo(receipts.get(i).cumulativeGasUsed() - gasBefore);
        assertThat(receipt.firstLogIndex()).isEqualTo(logs);
        gasBefore = receipts.get(i).cumulativeGasUsed();
        logs += receipts.get(i).logs().size();
      }
    }
  }

  @Test
  void refusesTheStoreOfAnotherGenesis() {
    Chains.open(directory).close();
    Genesis other = Chains.genesis().with(SealHash.SCRYPT);
    assertThatThrownBy(() -> Blockchain.open(directory, other, Chains.STORE, Chains.CLOCK))
        .isInstanceOf(StoreException.Refused.class)
        .hasMessageContaining("another chain");
    Chains.open(directory).close();
  }

  @Test
  void refusesAStoreThatIsInUse() {
    try (Blockchain chain = Chains.open(directory)) {
      assertThatThrownBy(() -> Chains.open(directory))
          .isInstanceOf(StoreException.Refused.class)
          .hasMessageContaining("in use");
      assertThat(chain.head().header().number()).isZero();
    }
  }

  @Test
  void refusesNewerFormats() throws RocksDBException {
    Chains.open(directory).close();
    edit((db, meta) -> db.put(meta, "format".getBytes(US_ASCII), Keys.number(2)));
    assertThatThrownBy(() -> Chains.open(directory))
        .isInstanceOf(StoreException.Refused.class)
        .hasMessage("the store has format 2, this version reads 1");
    edit(
        (db, meta) ->
            db.createColumnFamily(new ColumnFamilyDescriptor("proofs".getBytes(US_ASCII))).close());
    assertThatThrownBy(() -> Chains.open(directory))
        .isInstanceOf(StoreException.Refused.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("proofs");
  }

  private interface Edit {
    void apply(RocksDB db, ColumnFamilyHandle meta) throws RocksDBException;
  }

  private void edit(Edit edit) throws RocksDBException {
    List<ColumnFamilyDescriptor> columns = new ArrayList<>();
    for (Column column : Column.values()) {
      columns.add(new ColumnFamilyDescriptor(column.nameBytes()));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.open(options, directory.toString(), columns, handles)) {
      edit.apply(db, handles.getFirst());
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  @Test
  void refusesToWriteWhenTheDiskIsNearlyFullAndReadsOn() {
    StoreOptions greedy = Chains.STORE.withReserve(Long.MAX_VALUE / 4);
    Chains.open(directory).close();
    SealedBlock block = next(factory.genesis(), Chains.payment(0, 0, MINER, 1));
    try (Blockchain chain = Chains.open(directory, greedy)) {
      assertThat(chain.importBlock(block))
          .isInstanceOfSatisfying(
              ImportOutcome.Unable.class,
              each -> assertThat(each.reason()).startsWith("disk full"));
      assertThat(chain.head().header()).isEqualTo(factory.genesis());
      StoreContents.assertState(chain, factory.genesis(), factory.state(factory.genesis().hash()));
    }
    try (Blockchain chain = Chains.open(directory)) {
      assertThat(chain.importBlock(block)).isEqualTo(new Imported(true));
    }
  }

  @Test
  void aLateReaderGetsAnExceptionNotACrash() {
    Blockchain chain = Chains.open(directory);
    StateView view = chain.reader().stateAtHead();
    chain.close();
    assertThatThrownBy(() -> view.account(MINER)).isInstanceOf(StoreException.Closed.class);
    assertThatThrownBy(() -> chain.reader().canonicalHash(0))
        .isInstanceOf(StoreException.Closed.class);
    view.close();
    chain.close();
  }

  @Test
  void clearsWholeStoragesAndBringsThemBack() {
    OverlayState base = new OverlayState(EmptyState.INSTANCE);
    byte[] one = Keys.slot(MINER, U256.ONE);
    byte[] two = Keys.slot(MINER, U256.of(2));
    base.apply(
        new StateDelta(
            List.of(write(one, 5), write(two, 6), write(Keys.slot(Chains.STORER, U256.ONE), 7)),
            Map.of()));
    OverlayState over = new OverlayState(base);
    over.apply(new StateDelta(List.of(write(two, 0)), Map.of()));
    List<U256> seen = new ArrayList<>();
    over.forEachSlot(MINER.toArray(), (key, value) -> seen.add(StateCodec.value(value)));
    assertThat(seen).containsExactly(U256.of(5));
    List<U256> before = new ArrayList<>();
    base.forEachSlot(MINER.toArray(), (key, value) -> before.add(StateCodec.value(value)));
    assertThat(before).containsExactlyInAnyOrder(U256.of(5), U256.of(6));
  }

  private static StateDelta.Write write(byte[] key, long value) {
    return new StateDelta.Write(
        Column.STORAGE, Bytes.wrap(key), null, Bytes.wrap(StateCodec.encode(U256.of(value))));
  }
}
