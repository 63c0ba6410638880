package org.tongbao.payments;

import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The institutions that are configured, by name. Immutable and thread-safe.
public final class Institutions implements AutoCloseable {
  private final SortedMap<String, PaymentInstitution> byName;

  private Institutions(SortedMap<String, PaymentInstitution> byName) {
    this.byName = byName;
  }

  /// Connects with each. Throws `IllegalArgumentException` when two have one name.
  ///
  /// @param names where the names are kept that institutions give to our payments
  /// @param clock the present, for how old a signed notification may be
  public static Institutions connect(
      Collection<? extends InstitutionSettings> settings, PaymentNames names, Clock clock) {
    SortedMap<String, PaymentInstitution> byName = new TreeMap<>();
    for (InstitutionSettings one : settings) {
      if (byName.putIfAbsent(one.institution(), one.connect(names, clock)) != null) {
        throw new IllegalArgumentException("configured twice: " + one.institution());
      }
    }
    return new Institutions(byName);
  }

  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(byName.keySet()));
  }

  public Optional<PaymentInstitution> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Ends the connections that are kept open.
  @Override
  public void close() {
    byName.values().forEach(PaymentInstitution::disconnect);
  }
}
