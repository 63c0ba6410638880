package org.tongbao.payments.sandbox;

import java.util.SortedMap;
import org.tongbao.payments.Refusal;

/// What came back from the gateway.
sealed interface Answer {
  record Done(SortedMap<String, String> values) implements Answer {
    String get(String name) {
      return Forms.get(values, name);
    }
  }

  record Refused(Refusal reason, String detail) implements Answer {}

  /// No answer that can be believed.
  record None(String detail) implements Answer {}

  static Answer of(SortedMap<String, String> values) {
    return values.containsKey("refusal")
        ? new Refused(Refusal.valueOf(Forms.get(values, "refusal")), Forms.get(values, "detail"))
        : new Done(values);
  }
}
