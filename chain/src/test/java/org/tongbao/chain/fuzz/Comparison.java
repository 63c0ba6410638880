package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.fuzz.StepRecorder.Recorded;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// Compares what this node says of a transaction or block with what anvil's JSON-RPC says.
final class Comparison {

  private Comparison() {}

  /// Of a receipt and its logs every field that our JSON-RPC gives, but the hash of their block:
  /// anvil's comes from a header with other roots.
  static Optional<Difference> receipts(Transaction transaction, JsonNode here, JsonNode anvil) {
    Fields fields = new Fields(transaction, anvil);
    for (Map.Entry<String, JsonNode> field : here.properties()) {
      if (!field.getKey().equals("blockHash") && !field.getKey().equals("logs")) {
        fields.differs(field.getKey(), field.getValue(), anvil.get(field.getKey()));
      }
    }
    JsonNode logs = here.get("logs");
    fields.differs("number of logs", logs.size(), anvil.get("logs").size());
    for (int i = 0; i < logs.size() && fields.difference == null; i++) {
      for (Map.Entry<String, JsonNode> field : logs.get(i).properties()) {
        if (!field.getKey().equals("blockHash")) {
          JsonNode there = anvil.get("logs").get(i).get(field.getKey());
          fields.differs("log %d, %s".formatted(i, field.getKey()), field.getValue(), there);
        }
      }
    }
    return Optional.ofNullable(fields.difference);
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
