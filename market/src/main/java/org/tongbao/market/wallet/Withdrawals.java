package org.tongbao.market.wallet;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.OnchainError;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.treasury.Reserves;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// Money leaving wallets: the chain locks it when it is asked for, one or two people decide, and
/// what is burned is paid out. Thread-safe.
@Component
public class Withdrawals {
  static final String KIND = "withdrawal";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WithdrawalStore store;
  private final ChainAccounts accounts;
  private final ChainView chain;
  private final Contracts contracts;
  private final Operators operators;
  private final Outbox outbox;
  private final TreasuryActions actions;
  private final Reserves reserves;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Withdrawals(
      WithdrawalStore store,
      ChainAccounts accounts,
      ChainView chain,
      Contracts contracts,
      Operators operators,
      Outbox outbox,
      TreasuryActions actions,
      Reserves reserves,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.chain = chain;
    this.contracts = contracts;
    this.operators = operators;
    this.outbox = outbox;
    this.actions = actions;
    this.reserves = reserves;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Asks the chain to lock the money. Refuses with [WalletError#BALANCE_TOO_SMALL], and with
  /// [OnchainError#KEY_NOT_HERE] users who sign with a wallet of their own.
  public Withdrawal ask(
      UserId user, Money amount, Withdrawal.Destination destination, String accountToken) {
    Holder holder = Holder.of(user);
    if (!accounts.signsHere(holder)) {
      throw new DomainException(OnchainError.KEY_NOT_HERE);
    }
    Address account = accounts.of(holder);
    String currency = amount.currency().code();
    return transaction.execute(
        status -> {
          store.lockAccount(account);
          long free =
              chain.call(contracts.cash(currency).balanceOf(account)).toLongExact()
                  - store.askedMinor(account, currency);
          if (amount.amountMinor().longValueExact() > free) {
            throw new DomainException(WalletError.BALANCE_TOO_SMALL);
          }
          return lock(user, account, amount, destination, accountToken);
        });
  }

  private Withdrawal lock(
      UserId user,
      Address account,
      Money amount,
      Withdrawal.Destination destination,
      String accountToken) {
    UUID id = Uuid7.next(clock);
    Hash ref = References.of(KIND, id);
    Subject subject = new Subject(KIND, id);
    Bytes salt = salt();
    Hash chainId =
        Bytes.wrap(new byte[12]).concat(account.toBytes()).concat(ref.toBytes()).keccak256();
    Withdrawal asked =
        new Withdrawal(
            id,
            user,
            account,
            chainId,
            amount,
            destination,
            accountToken,
            Withdrawal.State.ASKED,
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            1,
            clock.instant());
    store.add(asked, salt);
    outbox.know(chainId, subject);
    Hash hidden = salt.concat(bytes(destination + ":" + accountToken)).keccak256();
    outbox.act(
        account, actions.requestWithdrawal(cash(amount), units(amount), hidden), ref, subject);
    return asked;
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not there.
  Withdrawal require(UUID id) {
    return store.find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// [#require] of one of this user's own.
  Withdrawal require(UserId user, UUID id) {
    return store
        .find(id)
        .filter(it -> it.user().equals(user))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param user whose; everybody's without one
  /// @param state only these; all when empty
  PageOfList<Withdrawal> list(@Nullable UserId user, String state, PageOfList.Request asked) {
    return asked.page(store.list(user, state, asked), Withdrawal::id);
  }

  /// One person approves. Where the contract wants two, this makes it approved once, and another
  /// person approves again. Refuses with [WalletError#OWN_WITHDRAWAL] and [WalletError#SAME_PERSON]
  /// beside what [#reject] refuses with.
  Withdrawal approve(UserId person, UUID id, int version) {
    return decide(
        id,
        version,
        known -> {
          boolean second = known.state() == Withdrawal.State.APPROVED_ONCE;
          if (person.equals(known.user())) {
            throw new DomainException(WalletError.OWN_WITHDRAWAL);
          }
          if (second && person.equals(known.firstApprover())) {
            throw new DomainException(WalletError.SAME_PERSON);
          }
          ask(
              known,
              Withdrawal.Step.APPROVAL,
              second ? known.firstApprover() : person,
              second ? person : null,
              null);
          // Before the chain is asked: from here on no statement of the reserve covers it.
          reserves.leaves(id, known.amount());
          Hash document = bytes(id + " approved by " + person).keccak256();
          Address cashier = second ? operators.secondCashier() : operators.account(Role.CASHIER);
          act(known, cashier, actions.approve(known.chainId(), document));
        });
  }

  /// Gives it back to its owner. Refuses with [WalletError#NOT_WAITING] what is decided already,
  /// [WalletError#STEP_UNDER_WAY] while the chain has not answered yet, and
  /// [RequestError#CHANGED_MEANWHILE].
  Withdrawal reject(UUID id, int version, String reason) {
    return decide(
        id,
        version,
        known -> {
          ask(
              known,
              Withdrawal.Step.REJECTION,
              known.firstApprover(),
              known.secondApprover(),
              reason);
          Hash hidden = bytes(id + ":" + reason).keccak256();
          act(known, operators.account(Role.CASHIER), actions.reject(known.chainId(), hidden));
        });
  }

  /// A person has paid it out of the platform's bank account: once, under the bank's reference.
  Withdrawal paid(UserId person, UUID id, int version, String reference) {
    return transaction.execute(
        status -> {
          Withdrawal known = require(id);
          if (known.state() != Withdrawal.State.BURNED
              || known.destination() != Withdrawal.Destination.ACCOUNT) {
            throw new DomainException(WalletError.NOT_WAITING);
          }
          if (person.equals(known.user())) {
            throw new DomainException(WalletError.OWN_WITHDRAWAL);
          }
          if (!store.paid(id, version, person, reference)) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          return require(id);
        });
  }

  private Withdrawal decide(UUID id, int version, Consumer<Withdrawal> step) {
    return transaction.execute(
        status -> {
          Withdrawal known = require(id);
          if (known.state() != Withdrawal.State.HELD
              && known.state() != Withdrawal.State.APPROVED_ONCE) {
            throw new DomainException(WalletError.NOT_WAITING);
          }
          if (known.pending() != null) {
            throw new DomainException(WalletError.STEP_UNDER_WAY);
          }
          Instant decideBy = known.decideBy();
          if (decideBy != null && !clock.instant().isBefore(decideBy)) {
            throw new DomainException(WalletError.NOT_WAITING);
          }
          if (known.version() != version) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          step.accept(known);
          return require(id);
        });
  }

  private void ask(
      Withdrawal known,
      Withdrawal.Step step,
      @Nullable UserId first,
      @Nullable UserId second,
      @Nullable String reason) {
    if (!store.ask(known, step, first, second, reason)) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
  }

  private void act(Withdrawal known, Address cashier, Action action) {
    outbox.act(
        cashier,
        action,
        References.of(KIND + "/decision", known.id(), known.steps() + 1),
        new Subject(KIND, known.id()));
  }

  private Address cash(Money amount) {
    return contracts.address("Cash:" + amount.currency().code());
  }

  private static U256 units(Money amount) {
    return U256.of(amount.amountMinor());
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes salt() {
    byte[] salt = new byte[32];
    RANDOM.nextBytes(salt);
    return Bytes.wrap(salt);
  }
}
