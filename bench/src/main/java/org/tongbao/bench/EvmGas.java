package org.tongbao.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Counts the gas a benchmark uses, so that it is reported in millions a second.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class EvmGas {
  public double mgas;

  void add(long gas) {
    mgas += gas * 1e-6;
  }
}
