package org.tongbao.chain.fuzz;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.fuzz.StepRecorder.Recorded;

/// What has been compared so far.
final class Tally {

  private long executed;
  private long succeeded;
  private long refused;
  private long logs;
  private long steps;
  private long tooLong;
  private final Set<String> mnemonics = new TreeSet<>();

  long executed() {
    return executed;
  }

  void execute(Executed transaction) {
    executed++;
    succeeded += transaction.succeeded() ? 1 : 0;
    logs += transaction.receipt().logs().size();
  }

  void refuse() {
    refused++;
  }

  void step(Recorded step) {
    steps++;
    mnemonics.add(step.mnemonic());
  }

  /// A trace was too long to compare.
  void skipTrace() {
    tooLong++;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d transactions executed (%d %% successfully), %,d refused by both, %,d logs,"
            + " %,d steps of %d instructions in traces, %,d traces too long to compare",
        executed,
        100 * succeeded / Math.max(1, executed),
        refused,
        logs,
        steps,
        mnemonics.size(),
        tooLong);
  }
}
