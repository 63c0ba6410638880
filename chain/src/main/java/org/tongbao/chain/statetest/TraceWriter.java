package org.tongbao.chain.statetest;

import java.io.PrintStream;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.InstructionTrace;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.ObjectMapper;

/// Writes a JSON line for every instruction and one at the end of the transaction (EIP-3155).
final class TraceWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final InstructionTrace instructions;

  TraceWriter(PrintStream out) {
    this.out = out;
    this.instructions = new InstructionTrace(out);
  }

  /// Writes the lines of the instructions.
  Tracer tracer() {
    return instructions;
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
