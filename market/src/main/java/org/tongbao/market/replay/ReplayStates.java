package org.tongbao.market.replay;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How orders of files stand.
///
/// @param orders how many are in which state: that of the part that is least far
/// @param lapsed orders that ended because nobody went on with them, and were placed anew
public record ReplayStates(SortedMap<String, Long> orders, long lapsed) {
  public ReplayStates {
    orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
  }
}
