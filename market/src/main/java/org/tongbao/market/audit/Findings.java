package org.tongbao.market.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an examination has found so far, and how much of what it has looked at. At most [#SHOWN]
/// findings of one check are kept; all are counted. Not thread-safe.
public final class Findings {
  /// So many findings of one check are told one by one.
  static final int SHOWN = 50;

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> checked = new LinkedHashMap<>();
  private final Map<String, Long> byCheck = new LinkedHashMap<>();
  private long differences;
  private long warnings;

  /// Books, chain and database do not agree.
  public void differ(String check, Object subject, String problem) {
    differences++;
    keep(new Finding(Finding.Level.DIFFERENCE, check, subject.toString(), problem));
  }

  /// Compares two values that must be the same.
  public void same(String check, Object subject, String what, Object expected, Object actual) {
    checked(check, 1);
    if (!expected.equals(actual)) {
      differ(check, subject, "%s is %s instead of %s".formatted(what, actual, expected));
    }
  }

  public void warn(String check, Object subject, String problem) {
    warnings++;
    keep(new Finding(Finding.Level.WARNING, check, subject.toString(), problem));
  }

  /// Counts what a check has looked at, so that a report of "nothing found" says out of how much.
  public void checked(String check, long count) {
    checked.merge(check, count, Long::sum);
  }

  private void keep(Finding finding) {
    checked.putIfAbsent(finding.check(), 0L);
    if (byCheck.merge(finding.check(), 1L, Long::sum) <= SHOWN) {
      findings.add(finding);
    }
  }

  /// Those kept, in the order in which they were found.
  public List<Finding> all() {
    return List.copyOf(findings);
  }

  /// How much each check has looked at, in the order of their first use.
  public Map<String, Long> checks() {
    return new LinkedHashMap<>(checked);
  }

  /// How many findings a check has, those not kept counted.
  public long of(String check) {
    return byCheck.getOrDefault(check, 0L);
  }

  public long differences() {
    return differences;
  }

  public long warnings() {
    return warnings;
  }
}
