package org.tongbao.market.merchant;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Address;

/// The shops as other features need them. Thread-safe.
@Component
public class Merchants {
  private final MerchantStore store;

  Merchants(MerchantStore store) {
    this.store = store;
  }

  public Optional<Merchant> find(MerchantId id) {
    return store.find(id);
  }

  /// What shops are called; those that are none are left out.
  public Map<UUID, String> names(Set<UUID> ids) {
    return store.names(ids);
  }

  /// The shop whose account on the chain this is.
  public Optional<Merchant> ofAccount(Address account) {
    return store.ofAccount(account);
  }

  /// Refuses with [RequestError#NOT_FOUND].
  public Merchant require(MerchantId id) {
    return find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Whether it takes new orders now.
  public boolean sells(MerchantId id) {
    return find(id).filter(Merchant::sells).isPresent();
  }
}
