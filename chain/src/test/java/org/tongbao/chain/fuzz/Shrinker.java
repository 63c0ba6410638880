package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tongbao.chain.fuzz.Genesis.Allocation;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Makes a reproduction smaller as long as it still shows what it is to show: leaves out accounts
/// and slots, cuts pieces out of code, halves call data.
final class Shrinker {

  private final Predicate<Reproduction> shows;
  private int attempts;
  private Reproduction smallest;

  private Shrinker(Predicate<Reproduction> shows, Reproduction start, int attempts) {
    this.shows = shows;
    this.smallest = start;
    this.attempts = attempts;
  }

  /// The smallest reproduction found with so many attempts, each of which asks the predicate once.
  static Reproduction shrink(Reproduction start, Predicate<Reproduction> shows, int attempts) {
    Shrinker shrinker = new Shrinker(shows, start, attempts);
    shrinker.shrinkAccounts();
    shrinker.shrinkCodes();
    shrinker.shrinkData();
    return shrinker.smallest;
  }

  private boolean take(Reproduction candidate) {
    if (attempts <= 0 || candidate.equals(smallest)) {
      return false;
    }
    attempts--;
    boolean good = shows.test(candidate);
    if (good) {
      smallest = candidate;
    }
    return good;
  }

  /// Leaves out ever smaller groups of accounts.
  private void shrinkAccounts() {
    for (int group = allocations().size() / 2; group > 0; group /= 2) {
      List<Address> addresses = new ArrayList<>(allocations().keySet());
      for (int first = 0; first < addresses.size(); first += group) {
        Map<Address, Allocation> fewer = new LinkedHashMap<>(allocations());
        addresses.subList(first, Math.min(addresses.size(), first + group)).stream()
            .filter(address -> !address.equals(smallest.sender().address()))
            .forEach(fewer::remove);
        take(with(fewer));
      }
    }
    for (Address address : new ArrayList<>(allocations().keySet())) {
      Allocation old = allocations().get(address);
      if (old != null && !old.storage().isEmpty()) {
        replace(address, new Allocation(old.nonce(), old.balance(), old.code(), Map.of()));
      }
    }
  }

  /// Cuts pieces out, in place of which the code gets shorter, ever smaller ones.
  private void shrinkCodes() {
    for (Address address : new ArrayList<>(allocations().keySet())) {
      for (int piece = size(address) / 2; piece > 0; piece /= 2) {
        for (int at = 0; at < size(address) && attempts > 0; ) {
          at += cut(address, at, piece) ? 0 : piece;
        }
      }
    }
  }

  private boolean cut(Address address, int at, int piece) {
    Allocation old = allocations().get(address);
    if (old == null) {
      return false;
    }
    int end = Math.min(old.code().size(), at + piece);
    Bytes rest = old.code().slice(end, old.code().size() - end);
    Bytes cut = old.code().slice(0, at).concat(rest);
    return replace(address, new Allocation(old.nonce(), old.balance(), cut, old.storage()));
  }

  private void shrinkData() {
    boolean smaller = true;
    while (smaller && !smallest.transaction().data().isEmpty()) {
      UnsignedTransaction old = smallest.transaction();
      Bytes data = old.data();
      smaller =
          take(with(withData(old, data.slice(data.size() / 2, data.size() - data.size() / 2))))
              || take(with(withData(old, data.slice(0, data.size() / 2))));
      if (data.size() == 1) {
        return;
      }
    }
  }

  private static UnsignedTransaction withData(UnsignedTransaction old, Bytes data) {
    return new UnsignedTransaction(
        old.type(),
        old.chainId(),
        old.nonce(),
        old.maxPriorityFeePerGas(),
        old.maxFeePerGas(),
        old.gasLimit(),
        old.to(),
        old.value(),
        data,
        old.accessList(),
        old.maxFeePerBlobGas(),
        old.blobVersionedHashes(),
        old.authorizationList());
  }

  private int size(Address address) {
    Allocation allocation = allocations().get(address);
    return allocation == null ? 0 : allocation.code().size();
  }

  private boolean replace(Address address, Allocation allocation) {
    Map<Address, Allocation> changed = new LinkedHashMap<>(allocations());
    changed.put(address, allocation);
    return take(with(changed));
  }

  private Reproduction with(Map<Address, Allocation> allocations) {
    return new Reproduction(
        new Genesis(allocations), smallest.transaction(), smallest.sender(), smallest.baseFee());
  }

  private Reproduction with(UnsignedTransaction transaction) {
    return new Reproduction(smallest.genesis(), transaction, smallest.sender(), smallest.baseFee());
  }

  private Map<Address, Allocation> allocations() {
    return smallest.genesis().allocations();
  }
}
