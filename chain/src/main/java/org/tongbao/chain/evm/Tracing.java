package org.tongbao.chain.evm;

/// Calls the hooks of a [Tracer] around instructions and frames.
final class Tracing {
  private Tracing() {}

  /// An instruction is about to run; the one before it in the frame has run.
  static void before(Frame f, int pc, int top, long gas) {
    f.save(pc, top, gas);
    after(f);
    f.stepPc = pc;
    f.gasBeforeStep = gas;
    f.inStep = true;
    f.evm.tracer.before(f);
  }

  /// The frame's current instruction, if any, has run.
  static void after(Frame f) {
    if (f.inStep) {
      f.inStep = false;
      f.evm.tracer.after(f, f.gasBeforeStep - f.gas, f.halt);
    }
  }
}
