package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.fuzz.StepRecorder.Recorded;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// Compares what this node says of a transaction or block with what anvil's JSON-RPC says.
final class Comparison {

  private Comparison() {}

  /// Every field of a receipt but those that name its block, which are not the same: anvil's header
  /// hash is computed from its header, ours is not built here.
  static Optional<Difference> receipts(
      Transaction transaction, Executed here, JsonNode anvil, long logIndex) {
    Fields fields = new Fields(transaction, anvil);
    fields.check("status", here.succeeded() ? "0x1" : "0x0");
    fields.check("gasUsed", Hex.quantity(here.gasUsed()));
    fields.check("cumulativeGasUsed", Hex.quantity(here.receipt().cumulativeGasUsed()));
    fields.check("type", Hex.quantity(transaction.type()));
    fields.check("effectiveGasPrice", here.effectiveGasPrice().toHex());
    fields.check("from", hex(transaction.sender()));
    fields.check("to", hex(transaction.to()));
    fields.check("contractAddress", hex(contractAddress(transaction, here)));
    fields.check("logsBloom", here.receipt().bloom().toBytes().toHex());
    List<Log> logs = here.receipt().logs();
    fields.differs("number of logs", logs.size(), anvil.get("logs").size());
    for (int i = 0; i < logs.size() && fields.difference == null; i++) {
      Log log = logs.get(i);
      Fields inLog = new Fields(transaction, anvil.get("logs").get(i));
      inLog.check("address", log.address().toHex());
      inLog.check("data", log.data().toHex());
      inLog.check("logIndex", Hex.quantity(logIndex + i));
      inLog.differs("topics", topics(log), inLog.anvil.get("topics").toString());
      fields.difference = inLog.difference;
    }
    return Optional.ofNullable(fields.difference);
  }

  /// Anvil names the address of a creation that failed as well, as the specification of the field
  /// allows.
  private static @Nullable Address contractAddress(Transaction transaction, Executed here) {
    return transaction.to() == null
        ? Address.create(Objects.requireNonNull(transaction.sender()), transaction.nonce())
        : here.created();
  }

  private static String topics(Log log) {
    return Anvil.JSON.valueToTree(log.topics().stream().map(Hash::toHex).toList()).toString();
  }

  /// What a header says of its transactions. Of the state see [StateComparison].
  static Optional<Difference> headers(Block block, JsonNode anvil) {
    BlockHeader header = block.header();
    Fields fields = new Fields(null, anvil);
    fields.check("gasUsed", Hex.quantity(header.gasUsed()));
    fields.check("logsBloom", header.logsBloom().toBytes().toHex());
    fields.check("transactionsRoot", header.transactionsRoot().toHex());
    fields.check("receiptsRoot", header.receiptsRoot().toHex());
    return Optional.ofNullable(fields.difference);
  }

  /// Every step of the struct logger: position, instruction, gas, depth and stack; the cost of
  /// those that did not halt their frame.
  static Optional<Difference> traces(
      Transaction transaction, List<Recorded> here, JsonNode structLogs) {
    List<Recorded> there = new ArrayList<>();
    for (JsonNode step : structLogs) {
      there.add(read(step));
    }
    for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
      Recorded a = here.get(i);
      Recorded b = there.get(i);
      boolean same = a.gasCost() < 0 ? a.equals(b.withCost(-1)) : a.equals(b);
      if (!same) {
        String before = i == 0 ? "" : ", after " + show(here.get(i - 1));
        return Optional.of(
            new Difference(transaction, "step %d%s".formatted(i, before), show(a), show(b)));
      }
    }
    return here.size() == there.size()
        ? Optional.empty()
        : Optional.of(
            new Difference(transaction, "number of steps", "" + here.size(), "" + there.size()));
  }

  private static Recorded read(JsonNode step) {
    List<U256> stack = new ArrayList<>();
    for (JsonNode word : step.path("stack")) {
      stack.add(U256.fromHex(word.asString()));
    }
    return new Recorded(
        step.get("pc").asInt(),
        StepRecorder.mnemonic(step.get("op").asString()),
        step.get("gas").asLong(),
        step.get("gasCost").asLong(),
        step.get("depth").asInt(),
        stack);
  }

  private static String show(Recorded step) {
    return "pc %d %s gas %d cost %d depth %d stack %s"
        .formatted(
            step.pc(),
            step.mnemonic(),
            step.gas(),
            step.gasCost(),
            step.depth(),
            step.stack().stream().map(U256::toHex).toList());
  }

  private static @Nullable String hex(@Nullable Address address) {
    return address == null ? null : address.toHex();
  }

  /// The first difference among the fields of an object.
  private static final class Fields {
    private final @Nullable Transaction transaction;
    private final JsonNode anvil;
    private @Nullable Difference difference;

    Fields(@Nullable Transaction transaction, JsonNode anvil) {
      this.transaction = transaction;
      this.anvil = anvil;
    }

    void check(String name, @Nullable String here) {
      JsonNode value = anvil.get(name);
      differs(name, here, value == null || value.isNull() ? null : value.asString());
    }

    void differs(String name, @Nullable Object here, @Nullable Object there) {
      if (difference == null && !Objects.equals(here, there)) {
        difference = new Difference(transaction, name, "" + here, "" + there);
      }
    }
  }
}
