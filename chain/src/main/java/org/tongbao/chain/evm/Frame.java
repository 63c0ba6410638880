package org.tongbao.chain.evm;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.evm.code.Program;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// One message being executed: its environment and machine state (Yellow Paper §9.3, §9.4.1). There
/// is one object for each depth, used again for every message at that depth.
///
/// A frame that calls is suspended while its child, the frame one deeper, runs; so call data and
/// return data are views into the memory of the neighbour and need no copy.
final class Frame implements Step {
  static final byte[] NOTHING = {};

  final Evm evm;
  final int depth;
  final long[] stack = new long[4 * 1024];
  final Memory memory = new Memory();

  // What runs, for whom.
  CallKind kind = CallKind.CALL;
  MutableAccount self;
  Address caller = Address.ZERO;
  U256 value = U256.ZERO;
  Code code = Code.EMPTY;

  /// By blocks if there is a program, else exactly.
  @Nullable Program program;

  boolean isStatic;
  byte[] input = NOTHING;
  int inputOffset;
  int inputSize;

  /// Where the world state returns to when this frame fails.
  int snapshot;

  // The machine; the interpreter keeps the first three in variables while it runs.
  int pc;

  /// The place of the top word in the stack, -4 when it is empty.
  int top;

  long gas;

  /// The refund counter of the whole transaction, as it will be if this frame succeeds.
  long refund;

  byte[] returnData = NOTHING;
  int returnOffset;
  int returnSize;

  /// Whether the interpreter has to stop: the frame has ended or waits for its child.
  boolean stops;

  // While suspended: the child, and where in memory its output goes.
  @Nullable Frame child;
  int outOffset;
  int outSize;

  // How it ended.
  byte[] output = NOTHING;
  int outputOffset;
  int outputSize;
  boolean reverted;
  @Nullable HaltReason halt;

  // For the tracer.
  long initialGas;
  int stepPc;
  long gasBeforeStep;
  boolean inStep;

  Frame(Evm evm, int depth, MutableAccount self) {
    this.evm = evm;
    this.depth = depth;
    this.self = self;
  }

  /// Announces a message; the caller then fills in what it is about.
  void prepare(CallKind kind, long gas, long refund) {
    this.kind = kind;
    this.gas = gas;
    this.refund = refund;
    initialGas = gas;
    child = null;
    inStep = false;
    snapshot = evm.world.snapshot();
  }

  /// Sets the machine to its start.
  void begin(Code code, @Nullable Program program) {
    this.code = code;
    this.program = program;
    pc = 0;
    top = -4;
    stops = false;
    memory.clear();
    clearReturnData();
  }

  /// Keeps the machine's variables.
  void save(int pc, int top, long gas) {
    this.pc = pc;
    this.top = top;
    this.gas = gas;
  }

  void setInput(byte[] bytes, int offset, int size) {
    input = bytes;
    inputOffset = offset;
    inputSize = size;
  }

  void clearReturnData() {
    setReturnData(NOTHING, 0, 0);
  }

  void setReturnData(byte[] bytes, int offset, int size) {
    returnData = bytes;
    returnOffset = offset;
    returnSize = size;
  }

  /// Ends the frame with a range of its memory, already active, as output.
  void end(boolean byRevert, int offset, int size) {
    end(memory.bytes(), offset, size);
    reverted = byRevert;
  }

  /// Ends the frame successfully.
  void end(byte[] bytes, int offset, int size) {
    output = bytes;
    outputOffset = offset;
    outputSize = size;
    reverted = false;
    halt = null;
    stops = true;
  }

  /// Ends the frame exceptionally; all its gas is gone.
  void halt(HaltReason reason) {
    gas = 0;
    refuse(reason);
  }

  /// Ends the frame before it began; its gas is given back.
  void refuse(HaltReason reason) {
    end(NOTHING, 0, 0);
    halt = reason;
  }

  boolean succeeded() {
    return halt == null && !reverted;
  }

  byte[] copyOfInput() {
    return Arrays.copyOfRange(input, inputOffset, inputOffset + inputSize);
  }

  byte[] copyOfOutput() {
    return Arrays.copyOfRange(output, outputOffset, outputOffset + outputSize);
  }

  @Override
  public int pc() {
    return stepPc;
  }

  @Override
  public int opcode() {
    return code.padded()[stepPc] & 0xff;
  }

  @Override
  public long gasLeft() {
    return gas;
  }

  @Override
  public int depth() {
    return depth + 1;
  }

  @Override
  public Address address() {
    return self.address();
  }

  @Override
  public int stackSize() {
    return top / 4 + 1;
  }

  @Override
  public U256 stack(int fromTop) {
    return U256.fromWord(stack, top - 4 * Objects.checkIndex(fromTop, stackSize()));
  }

  @Override
  public int memorySize() {
    return memory.size();
  }

  @Override
  public byte[] memory() {
    return Arrays.copyOf(memory.bytes(), memory.size());
  }

  @Override
  public byte[] returnData() {
    return Arrays.copyOfRange(returnData, returnOffset, returnOffset + returnSize);
  }

  @Override
  public long refund() {
    return refund;
  }
}
