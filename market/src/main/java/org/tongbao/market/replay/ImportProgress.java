package org.tongbao.market.replay;

/// Hears how far an import or a replay has come. Called from many threads.
@FunctionalInterface
public interface ImportProgress {
  /// @param what is being done, for people: `merchants`, `orders` …
  void at(String what, int done, int total);
}
