package org.tongbao.market.audit;

import java.lang.reflect.Type;
import java.util.List;
import org.tongbao.ledger.contract.RelayCall;

/// The type of the parameter of `Relay.execute`, as Java's generics have it.
record RelayCalls(List<RelayCall> calls) {
  static final Type TYPE = RelayCalls.class.getRecordComponents()[0].getGenericType();

  RelayCalls {
    calls = List.copyOf(calls);
  }
}
