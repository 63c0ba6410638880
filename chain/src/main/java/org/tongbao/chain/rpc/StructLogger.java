package org.tongbao.chain.rpc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.HaltReason;
import org.tongbao.chain.evm.Step;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// The default tracer of `debug_trace…`: one entry for each instruction, with the machine as it was
/// before it.
final class StructLogger implements TransactionTracer {
  /// What of the machine a client wants to see.
  ///
  /// @param limit entries at most, 0 for no limit
  record Options(boolean memory, boolean stack, boolean storage, boolean returnData, long limit) {
    static final Options DEFAULT = new Options(false, true, true, false, 0);

    static Options parse(@Nullable JsonNode node, String where) {
      if (node == null) {
        return DEFAULT;
      }
      var fields = new JsonFieldsReader(node, where);
      JsonNode limit = fields.node("limit");
      if (limit != null && (!limit.isIntegralNumber() || limit.longValue(-1) < 0)) {
        throw RpcException.invalidParams("invalid " + where + ": limit: want a number");
      }
      return new Options(
          fields.flag("enableMemory"),
          !fields.flag("disableStack"),
          !fields.flag("disableStorage"),
          fields.flag("enableReturnData"),
          limit == null ? 0 : limit.longValue());
    }
  }

  /// The machine before an instruction. Private copies that are only written out.
  @SuppressWarnings("ArrayRecordComponent")
  private record Before(
      int pc, int opcode, long gas, int depth, U256[] stack, byte[] memory, byte[] returnData) {}

  private final Options options;
  private final TraceBuffer entries;
  private final Map<Address, Map<U256, U256>> storage = new HashMap<>();
  private @Nullable Before before;
  private final Deadline deadline;
  private long count;

  StructLogger(Options options, int maxBytes, Deadline deadline) {
    this.options = options;
    this.deadline = deadline;
    this.entries = new TraceBuffer(maxBytes);
  }

  @Override
  public boolean tracesInstructions() {
    return true;
  }

  @Override
  public boolean tracesFrames() {
    return false;
  }

  @Override
  public void before(Step step) {
    deadline.step();
    before =
        new Before(
            step.pc(),
            step.opcode(),
            step.gasLeft(),
            step.depth(),
            stack(step),
            options.memory() ? step.memory() : new byte[0],
            options.returnData() ? step.returnData() : new byte[0]);
  }

  @Override
  public void after(Step step, long gasCost, @Nullable HaltReason halt) {
    Before start = before;
    if (start == null || (options.limit() > 0 && count >= options.limit())) {
      return;
    }
    count++;
    Map<U256, U256> slots = options.storage() ? slots(step, start, halt) : Map.of();
    entries.add(out -> write(out, start, gasCost, slots, halt));
  }

  private U256[] stack(Step step) {
    // SLOAD and SSTORE need their operands even where no stack is shown.
    int size = options.stack() ? step.stackSize() : Math.min(2, step.stackSize());
    U256[] words = new U256[size];
    for (int i = 0; i < size; i++) {
      words[size - 1 - i] = step.stack(i);
    }
    return words;
  }

  /// What is known of the contract's storage, at instructions that read or write it.
  private Map<U256, U256> slots(Step step, Before start, @Nullable HaltReason halt) {
    int size = start.stack().length;
    if (halt != null || size == 0) {
      return Map.of();
    }
    U256 slot = start.stack()[size - 1];
    U256 value =
        switch (start.opcode()) {
          case Op.SLOAD -> step.stack(0);
          case Op.SSTORE -> size < 2 ? null : start.stack()[size - 2];
          default -> null;
        };
    if (value == null) {
      return Map.of();
    }
    Map<U256, U256> known = storage.computeIfAbsent(step.address(), key -> new TreeMap<>());
    known.put(slot, value);
    return known;
  }

  private void write(
      JsonGenerator out,
      Before start,
      long gasCost,
      Map<U256, U256> slots,
      @Nullable HaltReason halt) {
    out.writeStartObject();
    out.writeNumberProperty("pc", start.pc());
    out.writeStringProperty("op", Instruction.mnemonicOf(start.opcode()));
    out.writeNumberProperty("gas", start.gas());
    out.writeNumberProperty("gasCost", gasCost);
    out.writeNumberProperty("depth", start.depth());
    if (halt != null) {
      out.writeStringProperty("error", halt.text());
    }
    if (options.stack()) {
      out.writeArrayPropertyStart("stack");
      for (U256 word : start.stack()) {
        JsonValues.quantity(out, word);
      }
      out.writeEndArray();
    }
    if (start.returnData().length > 0) {
      out.writeName("returnData");
      JsonValues.data(out, start.returnData());
    }
    if (start.memory().length > 0) {
      writeMemory(out, start.memory());
    }
    if (!slots.isEmpty()) {
      out.writeObjectPropertyStart("storage");
      slots.forEach((slot, value) -> out.writeStringProperty(word(slot), word(value)));
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void writeMemory(JsonGenerator out, byte[] memory) {
    out.writeArrayPropertyStart("memory");
    for (int at = 0; at + 32 <= memory.length; at += 32) {
      JsonValues.data(out, Arrays.copyOfRange(memory, at, at + 32));
    }
    out.writeEndArray();
  }

  private static String word(U256 value) {
    return Hex.encode(value.toArray32());
  }

  @Override
  public RpcResult result(Executed executed, long gasLimit) {
    String steps = entries.finish();
    return out -> {
      out.writeStartObject();
      out.writeNumberProperty("gas", executed.gasUsed());
      out.writeBooleanProperty("failed", !executed.succeeded());
      JsonValues.data(out, "returnValue", executed.output());
      out.writeName("structLogs");
      out.writeRawValue(steps);
      out.writeEndObject();
    };
  }
}
