package org.tongbao.chain.fuzz;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.tx.Transaction;

/// Where the two chains do not agree.
///
/// @param transaction what it is about; null when it is about a block
/// @param what the thing compared
record Difference(@Nullable Transaction transaction, String what, String here, String anvil) {

  boolean isOfTransaction() {
    return transaction != null;
  }

  @Override
  public String toString() {
    String subject = transaction == null ? "block" : "transaction " + transaction.hash();
    String fields =
        transaction == null
            ? ""
            : "%n  of %s: %s".formatted(transaction.sender(), transaction.unsigned());
    return "%s: %s%n  here  %s%n  anvil %s%s".formatted(subject, what, here, anvil, fields);
  }
}
