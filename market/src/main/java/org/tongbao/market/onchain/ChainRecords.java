package org.tongbao.market.onchain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tongbao.primitives.Hash;

/// What the chain says about the marketplace's objects. Thread-safe.
@Component
public class ChainRecords {
  private final ChainRecordStore store;
  private final ChainSubjectStore subjects;

  ChainRecords(ChainRecordStore store, ChainSubjectStore subjects) {
    this.store = store;
    this.subjects = subjects;
  }

  /// Everything that happened to the object, in the chain's order: the events that carry a
  /// reference of which the outbox was told that it stands for this object.
  public List<ChainRecord> of(Subject subject) {
    return store.of(subject);
  }

  /// What an account's reference or an object's id on the chain is about, as far as the outbox was
  /// told.
  public List<Subject> subjectsOf(Hash reference) {
    return subjects.find(List.of(reference));
  }

  /// In which blocks transactions of which events were heard lie, by the transactions' hashes.
  public Map<String, Long> blocks(Collection<Hash> transactions) {
    return store.blocks(transactions.stream().map(Hash::toHex).toArray(String[]::new));
  }
}
