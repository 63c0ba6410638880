package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.HaltReason;
import org.tongbao.chain.evm.Step;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.primitives.U256;

/// Keeps every instruction of a transaction as the struct logger shows it.
final class StepRecorder implements Tracer {

  /// One instruction.
  ///
  /// @param gasCost −1 when the instruction halted its frame exceptionally
  /// @param stack before it, the top last
  record Recorded(int pc, String mnemonic, long gas, long gasCost, int depth, List<U256> stack) {
    Recorded withCost(long cost) {
      return new Recorded(pc, mnemonic, gas, cost, depth, stack);
    }
  }

  /// A trace with more words on its stacks is not kept: as JSON it would have some 70 MB, and the
  /// worst ones gigabytes.
  private static final int MAX_WORDS = 1_000_000;

  private static final String UNDEFINED = "undefined";
  private static final Set<String> MNEMONICS =
      Instruction.ALL.stream().map(Instruction::mnemonic).collect(Collectors.toSet());

  private final boolean on;
  private List<Recorded> steps = new ArrayList<>();
  private int words;

  StepRecorder(boolean on) {
    this.on = on;
  }

  private static String mnemonic(int opcode) {
    Instruction instruction = Instruction.of(opcode);
    return instruction == null ? UNDEFINED : instruction.mnemonic();
  }

  /// What we call the instruction that anvil calls by `name`. Anvil has names for instructions of
  /// forks to come as well, EXCHANGE for one, though it too takes them for undefined.
  static String mnemonic(String name) {
    String ours = name.equals("DIFFICULTY") ? "PREVRANDAO" : name;
    return MNEMONICS.contains(ours) ? ours : UNDEFINED;
  }

  @Override
  public boolean tracesInstructions() {
    return on;
  }

  @Override
  public void before(Step step) {
    words += step.stackSize();
    if (isTooLong()) {
      steps.clear();
      return;
    }
    List<U256> stack = new ArrayList<>(step.stackSize());
    for (int i = step.stackSize() - 1; i >= 0; i--) {
      stack.add(step.stack(i));
    }
    steps.add(
        new Recorded(step.pc(), mnemonic(step.opcode()), step.gasLeft(), -1, step.depth(), stack));
  }

  @Override
  public void after(Step step, long gasCost, @Nullable HaltReason halt) {
    if (halt == null && !isTooLong()) {
      steps.set(steps.size() - 1, steps.getLast().withCost(gasCost));
    }
  }

  private boolean isTooLong() {
    return words > MAX_WORDS;
  }

  /// The steps since the last call of this; nothing when they are too many to compare.
  Optional<List<Recorded>> take() {
    Optional<List<Recorded>> taken = isTooLong() ? Optional.empty() : Optional.of(steps);
    steps = new ArrayList<>();
    words = 0;
    return taken;
  }
}
