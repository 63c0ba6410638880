package org.tongbao.chain.statetest;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.HaltReason;
import org.tongbao.chain.evm.Step;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.ObjectMapper;

/// Writes a JSON line for every instruction, with the machine as it was before it, and one at the
/// end of the transaction (EIP-3155).
final class TraceWriter implements Tracer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private String start = "";
  private String rest = "";

  TraceWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public boolean tracesInstructions() {
    return true;
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

  private static String stack(Step step) {
    StringBuilder words = new StringBuilder("[");
    for (int i = step.stackSize() - 1; i >= 0; i--) {
      words.append('"').append(step.stack(i).toHex()).append(i == 0 ? "\"" : "\",");
    }
    return words.append(']').toString();
  }

  @Override
  public void after(Step step, long gasCost, @Nullable HaltReason halt) {
    String error = halt == null ? "" : ",\"error\":\"" + halt.text() + '"';
    out.println(start + ",\"gasCost\":\"" + Hex.quantity(gasCost) + '"' + rest + error + '}');
  }

  /// Writes the summary of a transaction; `pass` is whether it was executed and succeeded.
  void finish(String name, TransactionResult result, Hash stateRoot) {
    Executed executed = result instanceof Executed done ? done : null;
    out.println(
        "{\"stateRoot\":\"%s\",\"output\":\"%s\",\"gasUsed\":\"%s\",\"pass\":%b,\"test\":%s}"
            .formatted(
                stateRoot,
                executed == null ? "0x" : executed.output(),
                Hex.quantity(executed == null ? 0 : executed.gasUsed()),
                executed != null && executed.succeeded(),
                JSON.writeValueAsString(name)));
  }
}
