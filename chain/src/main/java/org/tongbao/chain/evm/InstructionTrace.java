package org.tongbao.chain.evm;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.primitives.Hex;

/// Writes a JSON line for every instruction, with the machine as it was before it (EIP-3155).
public final class InstructionTrace implements Tracer {
  private final PrintStream out;
  private String start = "";
  private String rest = "";

  public InstructionTrace(PrintStream out) {
    this.out = out;
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
    start =
        "{\"pc\":%d,\"op\":%d,\"gas\":\"%s\""
            .formatted(step.pc(), step.opcode(), Hex.quantity(step.gasLeft()));
    rest =
        (",\"stack\":%s,\"depth\":%d,\"returnData\":\"%s\",\"refund\":\"%s\""
                + ",\"memSize\":%d,\"opName\":\"%s\"")
            .formatted(
                stack(step),
                step.depth(),
                Hex.encode(step.returnData()),
                Hex.quantity(step.refund()),
                step.memorySize(),
                Instruction.mnemonicOf(step.opcode()));
  }

  @Override
  public void after(Step step, long gasCost, @Nullable HaltReason halt) {
    String error = halt == null ? "" : ",\"error\":\"" + halt.text() + '"';
    out.println(start + ",\"gasCost\":\"" + Hex.quantity(gasCost) + '"' + rest + error + '}');
  }

  /// The bottom of the stack comes first.
  private static String stack(Step step) {
    StringBuilder words = new StringBuilder("[");
    for (int i = step.stackSize() - 1; i >= 0; i--) {
      words.append('"').append(step.stack(i).toHex()).append(i == 0 ? "\"" : "\",");
    }
    return words.append(']').toString();
  }
}
