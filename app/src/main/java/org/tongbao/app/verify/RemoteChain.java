package org.tongbao.app.verify;

import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.HttpTransport;
import org.tongbao.ledger.rpc.JsonRpcClient;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.market.audit.AuditBlock;
import org.tongbao.market.audit.AuditLog;
import org.tongbao.market.audit.AuditTransaction;
import org.tongbao.market.audit.Findings;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.JsonNode;

/// A chain behind JSON-RPC: a running application's, or any other EVM network's. Its headers are
/// hashed and linked anew, and its receipts proved against them; its transactions are not executed
/// again.
final class RemoteChain implements ChainSource {
  private static final String BLOCKS = "blocks are linked and receipts are theirs";
  private static final int BATCH = 40;
  private static final long LOG_RANGE = 10_000;

  private final URI address;
  private final long first;
  private final PrintStream progress;
  private final Clock clock;
  private final EthClient client;
  private final long head;
  private @Nullable Hash parent;

  /// @param first the first block to look at, at or before the deployment of the contracts
  /// @throws RpcException when nobody answers
  RemoteChain(URI address, long first, PrintStream progress, Clock clock) {
    this(
        address,
        first,
        progress,
        clock,
        new EthClient(new HttpTransport(address, RpcLimits.DEFAULT), RpcLimits.DEFAULT));
  }

  RemoteChain(URI address, long first, PrintStream progress, Clock clock, EthClient client) {
    this.address = address;
    this.first = first;
    this.progress = progress;
    this.clock = clock;
    this.client = client;
    this.head = client.blockNumber();
  }

  @Override
  public String name() {
    return "chain at " + address;
  }

  @Override
  public String strength() {
    return "headers hashed and linked anew, receipts and events proved against them;"
        + " transactions not executed again";
  }

  @Override
  public List<Address> directories() {
    Set<Address> found = new LinkedHashSet<>();
    for (long from = first; from <= head && found.isEmpty(); from += LOG_RANGE) {
      Map<String, Object> filter =
          Map.of(
              "fromBlock",
              Hex.quantity(from),
              "toBlock",
              Hex.quantity(Math.min(head, from + LOG_RANGE - 1)),
              "topics",
              List.of(DirectoryLogs.PUBLISHED.toHex()));
      for (JsonNode log : client.rpc().request("eth_getLogs", filter)) {
        found.add(Address.fromHex(log.path("address").asString()));
      }
    }
    return List.copyOf(found);
  }

  @Override
  public <R> R askNow(ContractCall<R> call) {
    return client.call(call);
  }

  @Override
  public boolean read(Findings findings, BlockVisitor visitor) {
    var watch = new Progress(progress, head);
    for (long from = first; from <= head; from += BATCH) {
      long to = Math.min(head, from + BATCH - 1);
      List<JsonRpcClient.Request> requests = new ArrayList<>();
      for (long number = from; number <= to; number++) {
        String which = Hex.quantity(number);
        requests.add(JsonRpcClient.Request.of("eth_getBlockByNumber", which, true));
        requests.add(JsonRpcClient.Request.of("eth_getBlockReceipts", which));
      }
      List<JsonRpcClient.Answer> answers = client.rpc().batch(requests);
      for (int i = 0; i < answers.size(); i += 2) {
        long number = from + i / 2;
        if (!read(number, answers.get(i), answers.get(i + 1), findings, visitor)) {
          return false;
        }
        watch.block(number, 0);
      }
    }
    return true;
  }

  private boolean read(
      long number,
      JsonRpcClient.Answer header,
      JsonRpcClient.Answer receipts,
      Findings findings,
      BlockVisitor visitor) {
    String problem;
    try {
      JsonNode block = header.value();
      List<Receipt> all = JsonReceipts.read(receipts.value());
      problem = problem(number, block, all);
      if (problem == null) {
        findings.checked(BLOCKS, 1);
        parent = Hash.fromHex(block.path("hash").asString());
        visitor.visit(auditBlock(block, all));
        return true;
      }
    } catch (RpcException | IllegalArgumentException unreadable) {
      problem = "cannot be read: " + unreadable.getMessage();
    }
    findings.differ(BLOCKS, "block " + number, problem);
    return false;
  }

  private @Nullable String problem(long number, JsonNode block, List<Receipt> receipts) {
    if (Hex.parseUint64(block.path("number").asString()) != number) {
      return "the node answered with block " + block.path("number");
    }
    Hash hash = Hash.fromHex(block.path("hash").asString());
    Hash computed = JsonHeader.hash(block);
    if (!computed.equals(hash)) {
      return "its hash is %s, the node says %s".formatted(computed, hash);
    }
    Hash before = Hash.fromHex(block.path("parentHash").asString());
    if (parent != null && !before.equals(parent)) {
      return "it follows %s, not the block before it, %s".formatted(before, parent);
    }
    if (receipts.size() != block.path("transactions").size()) {
      return "%d receipts for %d transactions"
          .formatted(receipts.size(), block.path("transactions").size());
    }
    Hash root = Hash.fromHex(block.path("receiptsRoot").asString());
    Hash made = JsonReceipts.trie(receipts).root();
    return made.equals(root) ? null : "its receipts have the root %s, not %s".formatted(made, root);
  }

  private static AuditBlock auditBlock(JsonNode block, List<Receipt> receipts) {
    List<AuditLog> logs = new ArrayList<>();
    List<AuditTransaction> transactions = new ArrayList<>();
    block.path("transactions").forEach(each -> transactions.add(transaction(each)));
    for (int i = 0; i < receipts.size(); i++) {
      Hash transaction = transactions.get(i).hash();
      for (Log log : receipts.get(i).logs()) {
        logs.add(new AuditLog(log.address(), log.topics(), log.data(), transaction, logs.size()));
      }
    }
    return new AuditBlock(
        Hex.parseUint64(block.path("number").asString()),
        Hash.fromHex(block.path("hash").asString()),
        Instant.ofEpochSecond(Hex.parseUint64(block.path("timestamp").asString())),
        transactions,
        logs);
  }

  private static AuditTransaction transaction(JsonNode json) {
    JsonNode to = json.path("to");
    return new AuditTransaction(
        Hash.fromHex(json.path("hash").asString()),
        to.isString() ? Address.fromHex(to.asString()) : null,
        Bytes.fromHex(json.path("input").asString()));
  }

  @Override
  public EthClient client() {
    return client;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    client.close();
  }
}
