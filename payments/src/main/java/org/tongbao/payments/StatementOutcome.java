package org.tongbao.payments;

import java.util.List;

/// What an institution says has moved.
public sealed interface StatementOutcome {
  record Statement(List<StatementLine> lines) implements StatementOutcome {
    public Statement {
      lines = List.copyOf(lines);
    }
  }

  /// It does not give statements to programs; a person brings them as files.
  record NotOffered() implements StatementOutcome {}

  /// It could not be found out.
  record Unknown(String detail) implements StatementOutcome {}
}
