package org.tongbao.app.verify;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ImportOutcome;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.NodeRpc;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.chain.store.StoreException;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.chain.store.TransactionPlace;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.InProcessTransport;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.market.audit.AuditBlock;
import org.tongbao.market.audit.AuditLog;
import org.tongbao.market.audit.AuditTransaction;
import org.tongbao.market.audit.Findings;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;

/// Our own chain in a folder: read without changing anything, and made a second time from genesis
/// beside it. Every seal, signature, transaction, receipt and root is computed anew, and what the
/// folder holds is compared with that.
final class StoredChain implements ChainSource {
  private static final String BLOCKS = "blocks are valid";
  private static final String STATE = "state is what the blocks make";
  private static final int RUN = 32;

  private final Path folder;
  private final Path copy;
  private final Blockchain stored;
  private final Blockchain fresh;
  private final NodeRpc rpc;
  private final EthClient client;
  private final PrintStream progress;

  /// @throws StoreException when the folder holds no chain that can be read
  StoredChain(Path folder, Genesis genesis, PrintStream progress) {
    this.folder = folder;
    this.progress = progress;
    this.stored = Blockchain.openReadOnly(folder, genesis, StoreOptions.DEFAULT, Clock.systemUTC());
    try {
      this.copy = Files.createTempDirectory("tongbao-verify");
      // No block is from the future by the clock of the last one.
      Instant end = Instant.ofEpochSecond(stored.head().header().timestamp());
      Clock clock = Clock.fixed(end, ZoneOffset.UTC);
      StoreOptions options =
          StoreOptions.DEFAULT.withDurability(StoreOptions.Durability.PROCESS_DEATH);
      this.fresh = Blockchain.open(copy, genesis, options, clock);
      this.rpc = rpc(fresh, clock);
    } catch (IOException e) {
      stored.close();
      throw new UncheckedIOException(e);
    }
    this.client = client(rpc);
  }

  private static NodeRpc rpc(Blockchain chain, Clock clock) {
    return new NodeRpc(
        chain,
        new TxPool(chain, PoolOptions.DEFAULT),
        null,
        SyncStatus.ALONE,
        org.tongbao.chain.rpc.RpcLimits.DEFAULT,
        false,
        "Tongbao/verify",
        clock);
  }

  private static EthClient client(NodeRpc rpc) {
    return new EthClient(
        new InProcessTransport(
            request -> rpc.handle(request, RpcSession.REQUEST_ONLY), RpcLimits.DEFAULT),
        RpcLimits.DEFAULT);
  }

  @Override
  public <R> R askNow(ContractCall<R> call) {
    try (NodeRpc ofStored = rpc(stored, Clock.systemUTC());
        EthClient asked = client(ofStored)) {
      return asked.call(call);
    }
  }

  @Override
  public String name() {
    return "chain in " + folder;
  }

  @Override
  public String strength() {
    return "every block verified and every transaction executed anew from genesis";
  }

  @Override
  public List<Address> directories() {
    Set<Address> found = new LinkedHashSet<>();
    for (long number = 0; number <= stored.head().header().number(); number++) {
      BlockHeader header = stored.reader().header(number);
      if (header == null) {
        break;
      }
      for (Receipt receipt : stored.reader().receipts(header)) {
        receipt.logs().stream()
            .filter(DirectoryLogs::isPublication)
            .map(Log::address)
            .forEach(found::add);
      }
      if (!found.isEmpty()) {
        break;
      }
    }
    return List.copyOf(found);
  }

  @Override
  public boolean read(Findings findings, BlockVisitor visitor) {
    long head = stored.head().header().number();
    var watch = new Progress(progress, head);
    List<StoredBlock> run = new ArrayList<>();
    for (long number = 1; number <= head; number++) {
      StoredBlock block = block(number, findings);
      if (block == null) {
        return false;
      }
      run.add(block);
      if ((run.size() == RUN || number == head) && !execute(run, findings, visitor, watch)) {
        return false;
      }
    }
    long entries =
        stored.compareState(fresh, problem -> findings.differ(STATE, "block " + head, problem));
    findings.checked(STATE, entries);
    return true;
  }

  private @Nullable StoredBlock block(long number, Findings findings) {
    try {
      Hash hash = stored.reader().canonicalHash(number);
      StoredBlock block = hash == null ? null : stored.reader().storedBlock(hash);
      if (hash == null || block == null || block.seal() == null) {
        findings.differ(BLOCKS, "block " + number, "a part of it is missing");
        return null;
      }
      if (!block.block().hash().equals(hash)) {
        findings.differ(
            BLOCKS,
            "block " + number,
            "is kept as %s and has the hash %s".formatted(hash, block.block().hash()));
        return null;
      }
      return block;
    } catch (RuntimeException unreadable) {
      findings.differ(BLOCKS, "block " + number, "cannot be read: " + unreadable.getMessage());
      return null;
    }
  }

  private boolean execute(
      List<StoredBlock> run, Findings findings, BlockVisitor visitor, Progress watch) {
    boolean valid = true;
    List<SealedBlock> sealed = run.stream().map(StoredChain::asFromStrangers).toList();
    if (!fresh.importTogether(sealed)) {
      valid = executeOneByOne(sealed, findings);
    }
    for (StoredBlock block : run) {
      long number = block.block().number();
      if (number > fresh.head().header().number()) {
        break;
      }
      findings.checked(BLOCKS, 1);
      checkRest(block, findings);
      visitor.visit(auditBlock(block));
      watch.block(number, block.block().transactions().size());
    }
    run.clear();
    return valid;
  }

  /// Without the senders that the folder remembers: signatures are checked again.
  private static SealedBlock asFromStrangers(StoredBlock stored) {
    List<Transaction> transactions =
        stored.block().transactions().stream()
            .map(each -> Transaction.decode(each.encoded()))
            .toList();
    return new SealedBlock(
        new Block(stored.block().header(), transactions), requireNonNull(stored.seal()));
  }

  private boolean executeOneByOne(List<SealedBlock> blocks, Findings findings) {
    for (SealedBlock each : blocks) {
      ImportOutcome outcome = fresh.importBlock(each);
      if (!outcome.equals(new ImportOutcome.Imported(true))) {
        String reason =
            switch (outcome) {
              case ImportOutcome.Invalid(String why) -> why;
              case ImportOutcome.Unable(String why) -> "cannot be judged: " + why;
              case ImportOutcome.Imported _,
                  ImportOutcome.Known _,
                  ImportOutcome.Orphan _,
                  ImportOutcome.Early _ ->
                  outcome.toString();
            };
        findings.differ(BLOCKS, "block " + each.block().number(), reason);
        return false;
      }
    }
    return true;
  }

  /// What is kept beside a block and follows from it: receipts and the index of transactions.
  private void checkRest(StoredBlock block, Findings findings) {
    BlockHeader header = block.block().header();
    String subject = "block " + header.number();
    if (!block.receipts().equals(fresh.reader().receipts(header))) {
      findings.differ(BLOCKS, subject, "its stored receipts are not those of its transactions");
    }
    Block recovered = requireNonNull(fresh.reader().block(header.hash()));
    for (int i = 0; i < block.block().transactions().size(); i++) {
      @Nullable Address sender = block.block().transactions().get(i).sender();
      if (!Objects.equals(sender, recovered.transactions().get(i).sender())) {
        findings.differ(BLOCKS, subject, "transaction " + i + " is kept as sent by " + sender);
      }
      Hash hash = block.block().transactions().get(i).hash();
      var place = new TransactionPlace(header.hash(), header.number(), i);
      if (!place.equals(stored.reader().place(hash))) {
        findings.differ(BLOCKS, subject, "transaction " + hash + " is not found where it is");
      }
    }
  }

  private AuditBlock auditBlock(StoredBlock block) {
    BlockHeader header = block.block().header();
    List<AuditLog> logs = new ArrayList<>();
    List<Receipt> receipts = fresh.reader().receipts(header);
    for (int i = 0; i < receipts.size(); i++) {
      Hash transaction = block.block().transactions().get(i).hash();
      for (Log log : receipts.get(i).logs()) {
        logs.add(new AuditLog(log.address(), log.topics(), log.data(), transaction, logs.size()));
      }
    }
    List<AuditTransaction> transactions =
        block.block().transactions().stream()
            .map(each -> new AuditTransaction(each.hash(), each.to(), each.data()))
            .toList();
    return new AuditBlock(
        header.number(),
        header.hash(),
        Instant.ofEpochSecond(header.timestamp()),
        transactions,
        logs);
  }

  @Override
  public EthClient client() {
    return client;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(fresh.head().header().timestamp());
  }

  @Override
  public void close() {
    client.close();
    rpc.close();
    fresh.close();
    stored.close();
    try {
      FileSystemUtils.deleteRecursively(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
