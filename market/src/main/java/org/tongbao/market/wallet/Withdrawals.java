package org.tongbao.market.wallet;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.AccountLeaving;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.OnchainError;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.WalletProofs;
import org.tongbao.market.treasury.Reserves;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;
import org.tongbao.primitives.money.Money;

/// Money leaving wallets: the chain locks it when it is asked for, one or two people decide, and
/// what is burned is paid out. Thread-safe.
@Component
public class Withdrawals {
  static final String KIND = "withdrawal";

  /// How long a wallet has to sign.
  static final Duration SIGN_WITHIN = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final WithdrawalStore store;
  private final WithdrawalNews news;
  private final ChainAccounts accounts;
  private final ChainView chain;
  private final Contracts contracts;
  private final Operators operators;
  private final Outbox outbox;
  private final TreasuryActions actions;
  private final Intents intents;
  private final WalletProofs proofs;
  private final Reserves reserves;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Withdrawals(
      WithdrawalStore store,
      WithdrawalNews news,
      ChainAccounts accounts,
      ChainView chain,
      Contracts contracts,
      Operators operators,
      Outbox outbox,
      TreasuryActions actions,
      Intents intents,
      WalletProofs proofs,
      Reserves reserves,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.news = news;
    this.accounts = accounts;
    this.chain = chain;
    this.contracts = contracts;
    this.operators = operators;
    this.outbox = outbox;
    this.actions = actions;
    this.intents = intents;
    this.proofs = proofs;
    this.reserves = reserves;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Asks the chain to lock the money, or waits for the owner's own wallet to sign that. Refuses
  /// with [WalletError#BALANCE_TOO_SMALL].
  public Withdrawal ask(
      UserId user, Money amount, Withdrawal.Destination destination, String accountToken) {
    return ask(user, null, amount, destination, accountToken);
  }

  /// The same out of a shop's account, to an account outside: what its orders brought came by no
  /// payment of its own.
  Withdrawal ask(UserId user, MerchantId shop, Money amount, String accountToken) {
    return ask(user, shop, amount, Withdrawal.Destination.ACCOUNT, accountToken);
  }

  private Withdrawal ask(
      UserId user,
      @Nullable MerchantId shop,
      Money amount,
      Withdrawal.Destination destination,
      String accountToken) {
    Address account = accounts.of(shop == null ? Holder.of(user) : Holder.of(shop));
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
          Withdrawal asked = asked(user, shop, account, amount, destination, accountToken);
          store.add(asked);
          outbox.know(asked.chainId(), subject(asked));
          if (asked.signBy() == null) {
            outbox.act(account, locking(asked), reference(asked), subject(asked));
          }
          return asked;
        });
  }

  private Withdrawal asked(
      UserId user,
      @Nullable MerchantId shop,
      Address account,
      Money amount,
      Withdrawal.Destination destination,
      String accountToken) {
    UUID id = Uuid7.next(clock);
    Hash ref = References.of(KIND, id);
    Instant now = clock.instant();
    boolean signsHere = accounts.signsHere(account);
    return new Withdrawal(
        id,
        user,
        shop,
        account,
        Bytes.wrap(new byte[12]).concat(account.toBytes()).concat(ref.toBytes()).keccak256(),
        amount,
        destination,
        accountToken,
        signsHere ? Withdrawal.State.ASKED : Withdrawal.State.TO_SIGN,
        null,
        0,
        null,
        null,
        null,
        null,
        null,
        1,
        now,
        salt(),
        signsHere ? null : now.plus(SIGN_WITHIN).truncatedTo(ChronoUnit.SECONDS));
  }

  private Action locking(Withdrawal asked) {
    return actions.requestWithdrawal(
        cash(asked.amount()), units(asked.amount()), asked.hiddenDestination());
  }

  private static Hash reference(Withdrawal asked) {
    return References.of(KIND, asked.id());
  }

  private static Subject subject(Withdrawal asked) {
    return new Subject(KIND, asked.id());
  }

  /// What the owner's wallet is to sign; nothing when nothing is.
  Optional<TypedData> toSign(Withdrawal asked) {
    Instant signBy = asked.signBy();
    return asked.state() == Withdrawal.State.TO_SIGN && signBy != null
        ? Optional.of(intents.document(locking(asked), asked.account(), reference(asked), signBy))
        : Optional.empty();
  }

  /// Goes on with a withdrawal that its owner's wallet has signed. Refuses with
  /// [WalletError#NOT_SIGNED] what the wallet did not sign, and with [WalletError#NOT_WAITING] what
  /// is not waited for any more.
  Withdrawal sign(Withdrawal asked, Bytes signature) {
    UUID id = asked.id();
    TypedData document =
        toSign(asked).orElseThrow(() -> new DomainException(WalletError.NOT_WAITING));
    if (!proofs.isSigned(document, asked.account(), signature)) {
      throw new DomainException(WalletError.NOT_SIGNED);
    }
    return transaction.execute(
        status -> {
          if (!store.signed(id, clock.instant())) {
            throw new DomainException(WalletError.NOT_WAITING);
          }
          Instant signBy = Objects.requireNonNull(asked.signBy());
          outbox.know(reference(asked), subject(asked));
          outbox.relay(
              intents.signed(locking(asked), asked.account(), reference(asked), signBy, signature),
              subject(asked));
          return require(id);
        });
  }

  /// What no wallet signed in time is over. Answers how many.
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT25S")
  int endUnsigned() {
    return store.endUnsigned(clock.instant());
  }

  @EventListener
  void on(AccountLeaving leaving) {
    if (store.isOpen(leaving.account())) {
      throw new DomainException(OnchainError.ACCOUNT_IN_USE);
    }
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not there.
  Withdrawal require(UUID id) {
    return store.find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// [#require] of one of this user's own.
  Withdrawal require(UserId user, UUID id) {
    return store
        .find(id)
        .filter(it -> it.shop() == null && it.user().equals(user))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// [#require] of one of this shop's.
  Withdrawal require(MerchantId shop, UUID id) {
    return store
        .find(id)
        .filter(it -> shop.equals(it.shop()))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param user whose; everybody's without one
  /// @param state only these; all when empty
  PageOfList<Withdrawal> list(@Nullable UserId user, String state, PageOfList.Request asked) {
    return asked.page(store.list(user, null, state, asked), Withdrawal::id);
  }

  /// A shop's.
  PageOfList<Withdrawal> list(MerchantId shop, PageOfList.Request asked) {
    return asked.page(store.list(null, shop, "", asked), Withdrawal::id);
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
          news.tell(id);
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
