package org.tongbao.market.address;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The address books. A book that is not empty has one standard address. Thread-safe; changes to
/// one book wait for each other.
@Component
public class Addresses {
  static final int MOST = 50;

  private final AddressStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Addresses(AddressStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  PageOfList<Address> list(UserId user, PageOfList.Request asked) {
    return asked.page(store.list(user, asked), Address::id);
  }

  /// The whole book of somebody, newest first.
  public List<Address> all(UserId user) {
    return list(user, PageOfList.Request.of(MOST, null)).items();
  }

  public Optional<Address> find(UserId user, UUID id) {
    return store.find(user, id);
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not in this user's book.
  Address require(UserId user, UUID id) {
    return find(user, id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Adds an address; the first one is the standard whatever `standard` says. Refuses with
  /// [AddressError#TOO_MANY] when the book is full.
  public Address add(UserId user, PostalAddress postal, boolean standard) {
    return inBook(
        user,
        () -> {
          int count = store.count(user);
          if (count >= MOST) {
            throw new DomainException(AddressError.TOO_MANY, String.valueOf(MOST));
          }
          Address added = new Address(Uuid7.next(clock), postal, standard || count == 0, 1);
          if (added.standard()) {
            store.unmark(user);
          }
          store.add(user, added);
          return added;
        });
  }

  /// Replaces an address. The mark of the standard can be moved here, and is never taken away.
  Address replace(UserId user, UUID id, int version, PostalAddress postal, boolean standard) {
    return inBook(
        user,
        () -> {
          Address known = require(user, id);
          if (known.version() != version || !store.update(user, id, version, postal)) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          if (standard && !known.standard()) {
            store.unmark(user);
            store.mark(user, id);
          }
          return require(user, id);
        });
  }

  /// Removes an address; the newest of the others becomes the standard if this one was it.
  void remove(UserId user, UUID id, int version) {
    inBook(
        user,
        () -> {
          Address known = require(user, id);
          if (!store.remove(user, id, version)) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          store.markNewest(user);
          return known;
        });
  }

  private Address inBook(UserId user, Supplier<Address> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lockBook(user);
              return change.get();
            }));
  }
}
