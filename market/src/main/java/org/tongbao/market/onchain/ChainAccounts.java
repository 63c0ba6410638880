package org.tongbao.market.onchain;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.key.KeyVault;
import org.tongbao.ledger.key.Signer;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserRegistered;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.crypto.ScryptCost;
import tools.jackson.databind.json.JsonMapper;

/// Everybody's accounts on the chain. Most keys are kept here, sealed; whoever brings a wallet has
/// an address here and no key. Thread-safe.
@Component
public class ChainAccounts {
  private final ChainAccountStore store;
  private final SealedKeyTableStore keys;
  private final KeyVault vault;
  private final ObjectProvider<AccountUse> use;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ChainAccounts(
      ChainAccountStore store,
      SealedKeyTableStore keys,
      KeyVault vault,
      ObjectProvider<AccountUse> use,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.keys = keys;
    this.vault = vault;
    this.use = use;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Every user has an account from the registration on.
  @EventListener
  void on(UserRegistered registered) {
    create(Holder.of(registered.user()));
  }

  /// Makes an account with a sealed key, in the caller's transaction if there is one.
  ///
  /// @return the new account, or the one that the holder has already
  public Address create(Holder holder) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lock(holder);
              return store.current(holder).orElseGet(() -> created(holder));
            }));
  }

  private Address created(Holder holder) {
    Address account = vault.create();
    store.add(holder, account, clock.instant());
    return account;
  }

  /// @throws IllegalStateException when the holder has no account
  public Address of(Holder holder) {
    return find(holder).orElseThrow(() -> new IllegalStateException("No account of " + holder));
  }

  public Optional<Address> find(Holder holder) {
    return store.current(holder);
  }

  /// Whose account this is, or was before it was replaced by a wallet.
  public Optional<Holder> holderOf(Address account) {
    return store.holderOf(account);
  }

  /// Whether the key is here. Otherwise the holder signs with a wallet of its own.
  public boolean signsHere(Holder holder) {
    return keys.has(of(holder));
  }

  /// Makes the holder's own wallet its account. Refuses with [OnchainError#ACCOUNT_IN_USE] while
  /// the old account holds something or something of it is under way, and with
  /// [OnchainError#WALLET_TAKEN] when the wallet is somebody else's account. The caller has checked
  /// that the holder can sign with the wallet.
  public void useWallet(Holder holder, Address wallet) {
    transaction.executeWithoutResult(
        status -> {
          store.lock(holder);
          Address old = of(holder);
          if (old.equals(wallet)) {
            return;
          }
          leave(holder, old);
          Optional<Holder> owner = store.holderOf(wallet);
          if (owner.isPresent() && !owner.get().equals(holder)) {
            throw new DomainException(OnchainError.WALLET_TAKEN);
          }
          store.retire(holder);
          if (!store.restore(holder, wallet)) {
            store.add(holder, wallet, clock.instant());
          }
          events.publishEvent(new WalletInUse(holder, wallet));
        });
  }

  /// Makes the account whose key is kept here the holder's again. Refuses with
  /// [OnchainError#ACCOUNT_IN_USE] as [#useWallet] does.
  public void useKeptKey(Holder holder) {
    transaction.executeWithoutResult(
        status -> {
          store.lock(holder);
          Address old = of(holder);
          if (!keys.has(old)) {
            leave(holder, old);
            Address kept = store.kept(holder).orElseGet(vault::create);
            store.retire(holder);
            if (!store.restore(holder, kept)) {
              store.add(holder, kept, clock.instant());
            }
          }
        });
  }

  private void leave(Holder holder, Address old) {
    if (use.getObject().isInUse(old)) {
      throw new DomainException(OnchainError.ACCOUNT_IN_USE);
    }
    events.publishEvent(new AccountLeaving(holder, old));
  }

  /// The holder's key as a V3 key store under this password, which any Ethereum wallet opens.
  /// Refuses with [OnchainError#KEY_NOT_HERE] when the holder has a wallet of its own. Takes about
  /// a second of work on purpose.
  ///
  /// @return JSON
  public String export(Holder holder, char[] password) {
    Address account = of(holder);
    if (!keys.has(account)) {
      throw new DomainException(OnchainError.KEY_NOT_HERE);
    }
    return JsonMapper.shared()
        .writeValueAsString(vault.export(account, password, ScryptCost.STANDARD).toTree());
  }

  /// Signs for an account whose key is here.
  Signer signer(Address account) {
    return vault.signer(account);
  }

  /// Whether the key of this account is here.
  public boolean signsHere(Address account) {
    return keys.has(account);
  }
}
