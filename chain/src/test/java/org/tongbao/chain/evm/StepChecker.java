package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Checks what must hold of every trace, and keeps it as lines of text.
final class StepChecker implements Tracer {
  final List<String> lines = new ArrayList<>();
  private final Deque<Long> gasOfFrames = new ArrayDeque<>();
  private long gasBefore = -1;

  @Override
  public boolean tracesInstructions() {
    return true;
  }

  @Override
  public void before(Step step) {
    assertThat(gasBefore).as("a step within a step").isEqualTo(-1);
    assertThat(step.depth()).isEqualTo(gasOfFrames.size());
    assertThat(step.gasLeft()).isBetween(0L, Long.MAX_VALUE);
    assertThat(step.stackSize()).isBetween(0, 1024);
    assertThat(step.memorySize() % 32).isZero();
    assertThat(step.memory()).hasSize(step.memorySize());
    gasBefore = step.gasLeft();
    lines.add("%d %d %02x %d".formatted(step.depth(), step.pc(), step.opcode(), step.gasLeft()));
  }

  @Override
  public void after(Step step, long gasCost, @Nullable HaltReason halt) {
    assertThat(gasCost).isBetween(0L, gasBefore);
    assertThat(step.gasLeft()).isEqualTo(gasBefore - gasCost);
    gasBefore = -1;
    lines.add("  cost %d%s".formatted(gasCost, halt == null ? "" : " " + halt.text()));
  }

  @Override
  public void enter(CallKind kind, Address from, Address to, U256 value, byte[] input, long gas) {
    assertThat(gasBefore).as("a frame within a step").isEqualTo(-1);
    gasOfFrames.push(gas);
    lines.add("%s %s %s %s %s".formatted(kind, from, to, value, Bytes.copyOf(input)));
  }

  @Override
  public void exit(boolean reverted, long gasUsed, byte[] output, @Nullable HaltReason halt) {
    assertThat(gasBefore).as("an end within a step").isEqualTo(-1);
    assertThat(gasUsed).isBetween(0L, gasOfFrames.pop());
    lines.add("end %b %s %s".formatted(reverted, Bytes.copyOf(output), halt));
  }

  @Override
  public void selfDestruct(Address from, Address beneficiary, U256 balance) {
    lines.add("selfdestruct %s %s %s".formatted(from, beneficiary, balance));
  }
}
