package org.tongbao.chain.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.CallKind;
import org.tongbao.chain.evm.HaltReason;
import org.tongbao.chain.evm.Step;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;

/// The tracer `callTracer`: the tree of calls that a transaction made.
final class CallTracer implements TransactionTracer {
  private static final int MAX_FRAMES = 200_000;

  /// What a frame or a log takes besides its data.
  private static final int FRAME_BYTES = 128;

  private final boolean onlyTopCall;
  private final boolean withLog;
  private final Deque<Frame> open = new ArrayDeque<>();
  private @Nullable Frame top;
  private final Deadline deadline;
  private final long maxBytes;
  private int frames;

  /// What the frames hold of inputs, outputs and logs.
  private long bytes;

  /// @param maxBytes of the finished trace
  CallTracer(boolean onlyTopCall, boolean withLog, int maxBytes, Deadline deadline) {
    this.maxBytes = maxBytes;
    this.deadline = deadline;
    this.onlyTopCall = onlyTopCall;
    this.withLog = withLog;
  }

  /// One call. What it came to is filled in when it ends.
  private static final class Frame {
    final String type;
    final Address from;
    final Address to;
    final U256 value;
    final byte[] input;
    final long gas;
    final List<Frame> calls = new ArrayList<>();
    final List<LogEntry> logs = new ArrayList<>();
    long gasUsed;
    byte[] output = {};
    @Nullable String error;

    Frame(String type, Address from, Address to, U256 value, byte[] input, long gas) {
      this.type = type;
      this.from = from;
      this.to = to;
      this.value = value;
      this.input = input;
      this.gas = gas;
    }
  }

  /// @param position how many calls the frame had made before it
  private record LogEntry(Log log, int position) {}

  @Override
  public boolean tracesInstructions() {
    return withLog;
  }

  @Override
  public void before(Step step) {
    deadline.step();
    int topics = step.opcode() - Op.LOG0;
    Frame frame = open.peek();
    if (topics < 0 || topics > 4 || frame == null || step.stackSize() < 2 + topics) {
      return;
    }
    U256 offset = step.stack(0);
    U256 size = step.stack(1);
    if (offset.bitLength() > 31 || size.bitLength() > 31) {
      return;
    }
    List<Hash> hashes = new ArrayList<>(topics);
    for (int i = 0; i < topics; i++) {
      hashes.add(Hash.of(step.stack(2 + i).toArray32()));
    }
    byte[] memory = step.memory();
    int from = (int) Math.min(offset.lowLong(), memory.length);
    byte[] data =
        Arrays.copyOf(
            Arrays.copyOfRange(memory, from, (int) Math.min(from + size.lowLong(), memory.length)),
            (int) size.lowLong());
    hold(data.length);
    frame.logs.add(
        new LogEntry(new Log(step.address(), hashes, Bytes.wrap(data)), frame.calls.size()));
  }

  /// A LOG that failed has emitted nothing.
  @Override
  public void after(Step step, long gasCost, @Nullable HaltReason halt) {
    Frame frame = open.peek();
    int topics = step.opcode() - Op.LOG0;
    if (halt != null && topics >= 0 && topics <= 4 && frame != null && !frame.logs.isEmpty()) {
      frame.logs.removeLast();
    }
  }

  @Override
  public void enter(CallKind kind, Address from, Address to, U256 value, byte[] input, long gas) {
    deadline.step();
    Frame frame = new Frame(kind.name(), from, to, value, input, gas);
    add(frame);
    hold(input.length);
    open.push(frame);
  }

  private void add(Frame frame) {
    Frame parent = open.peek();
    if (parent == null) {
      top = frame;
    } else if (!onlyTopCall && frames < MAX_FRAMES) {
      parent.calls.add(frame);
      frames++;
    } else {
      frames++;
    }
  }

  /// Inputs cost no gas by their size, so a small transaction can make a very large trace.
  private void hold(int size) {
    if (onlyTopCall && !open.isEmpty()) {
      return;
    }
    bytes += FRAME_BYTES + size;
    if (2 * bytes > maxBytes) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED, "the trace is too large; set onlyTopCall or leave out withLog");
    }
  }

  @Override
  public void exit(boolean reverted, long gasUsed, byte[] output, @Nullable HaltReason halt) {
    Frame frame = open.pop();
    frame.gasUsed = gasUsed;
    if (halt != null) {
      frame.error = halt.text();
    } else {
      frame.output = output;
      hold(output.length);
      frame.error = reverted ? "execution reverted" : null;
    }
    if (frame.error != null) {
      forgetLogs(frame);
    }
  }

  /// What failed has logged nothing, nor have those it called.
  private static void forgetLogs(Frame failed) {
    Deque<Frame> all = new ArrayDeque<>(List.of(failed));
    while (!all.isEmpty()) {
      Frame frame = all.pop();
      frame.logs.clear();
      frame.calls.forEach(all::push);
    }
  }

  @Override
  public void selfDestruct(Address from, Address beneficiary, U256 balance) {
    add(new Frame("SELFDESTRUCT", from, beneficiary, balance, new byte[0], 0));
  }

  /// The outermost frame shows the gas of the whole transaction, as its receipt does.
  @Override
  public RpcResult result(Executed executed, long gasLimit) {
    if (!onlyTopCall && frames >= MAX_FRAMES) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED, "more than " + MAX_FRAMES + " calls; set onlyTopCall");
    }
    Frame outermost = top;
    if (outermost == null) {
      throw new IllegalStateException("a transaction without a frame");
    }
    return out -> write(out, outermost, gasLimit, executed.gasUsed());
  }

  private static void write(JsonGenerator out, Frame frame, long gas, long gasUsed) {
    out.writeStartObject();
    JsonValues.address(out, "from", frame.from);
    JsonValues.quantity(out, "gas", gas);
    JsonValues.quantity(out, "gasUsed", gasUsed);
    if (!(frame.type.startsWith("CREATE") && frame.error != null)) {
      JsonValues.address(out, "to", frame.to);
    }
    out.writeName("input");
    JsonValues.data(out, frame.input);
    if (frame.output.length > 0) {
      out.writeName("output");
      JsonValues.data(out, frame.output);
    }
    if (frame.error != null) {
      writeError(out, frame);
    }
    if (!frame.calls.isEmpty()) {
      out.writeArrayPropertyStart("calls");
      frame.calls.forEach(call -> write(out, call, call.gas, call.gasUsed));
      out.writeEndArray();
    }
    writeLogs(out, frame);
    if (!frame.type.equals("STATICCALL")) {
      JsonValues.quantity(out, "value", frame.value);
    }
    out.writeStringProperty("type", frame.type);
    out.writeEndObject();
  }

  private static void writeError(JsonGenerator out, Frame frame) {
    out.writeStringProperty("error", String.valueOf(frame.error));
    String reason = RevertReason.message(Bytes.wrap(frame.output));
    int text = reason.indexOf(": ");
    if (text >= 0) {
      out.writeStringProperty("revertReason", reason.substring(text + 2));
    }
  }

  private static void writeLogs(JsonGenerator out, Frame frame) {
    if (frame.logs.isEmpty()) {
      return;
    }
    out.writeArrayPropertyStart("logs");
    for (LogEntry entry : frame.logs) {
      out.writeStartObject();
      JsonValues.address(out, "address", entry.log().address());
      out.writeArrayPropertyStart("topics");
      entry.log().topics().forEach(topic -> JsonValues.hash(out, topic));
      out.writeEndArray();
      JsonValues.data(out, "data", entry.log().data());
      JsonValues.quantity(out, "position", entry.position());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
