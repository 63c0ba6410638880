package org.tongbao.bench.shop;

import java.io.IOException;

/// Somebody who looks at how things stand and does what is next, again and again. What must be done
/// once it remembers with its key until it was answered, so that it can be asked for again after a
/// crash.
interface Actor extends AutoCloseable {
  /// @return whether there was anything to do
  boolean step() throws IOException;

  /// Whether all that this one has begun has come to its end.
  boolean isDone() throws IOException;

  @Override
  void close() throws IOException;
}
