package org.tongbao.market.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;

/// Asks the chain for steps, one at a time for each seller order. What is asked is stored with the
/// intent in the caller's transaction; the order moves when the chain says so. Callers have locked
/// the order.
@Component
class Steps {
  /// How long a wallet has to sign.
  static final Duration SIGN_WITHIN = Duration.ofHours(1);

  private final SellerOrderStore orders;
  private final CommandStore commands;
  private final ChainAccounts accounts;
  private final Outbox outbox;
  private final Intents intents;
  private final OrderActions actions;
  private final Clock clock;

  Steps(
      SellerOrderStore orders,
      CommandStore commands,
      ChainAccounts accounts,
      Outbox outbox,
      Intents intents,
      OrderActions actions,
      Clock clock) {
    this.orders = orders;
    this.commands = commands;
    this.accounts = accounts;
    this.outbox = outbox;
    this.intents = intents;
    this.actions = actions;
    this.clock = clock;
  }

  static Subject subject(UUID sellerOrder) {
    return new Subject("order", sellerOrder);
  }

  /// Asks for a step by an intent of an account. Refuses with [OrderError].
  void ask(SellerOrder order, Actor actor, Address account, Command.Wish wish) {
    Command command = command(order, actor, account, wish);
    requirePossible(order, command);
    if (!accounts.signsHere(account)) {
      commands.add(command, CommandStore.State.TO_SIGN, null, signBy(command));
      return;
    }
    Hash item =
        outbox.act(
            account,
            command.action(actions, order.terms()),
            reference(command),
            subject(order.id()));
    sent(order, command, item);
  }

  /// Places the order, or waits for its buyer's wallet to sign that.
  ///
  /// @return whether it waits
  boolean place(SellerOrder order) {
    Address buyer = order.terms().buyer();
    Actor actor = Actor.buyer(order.ref().buyer());
    Command command = command(order, actor, buyer, Command.Wish.of(StepKind.PLACE, ""));
    outbox.know(order.terms().id(), subject(order.id()));
    if (!accounts.signsHere(buyer)) {
      Instant payBy = Instant.ofEpochSecond(order.terms().payBy());
      commands.add(command, CommandStore.State.TO_SIGN, null, payBy);
      return true;
    }
    relay(order, command, outbox.sign(buyer, actions.placing(order.terms())));
    return false;
  }

  /// Pays what is still due from the buyer's balance, or waits for the wallet to sign that.
  void pay(SellerOrder order) {
    Address buyer = order.terms().buyer();
    long due = order.books().due() - order.books().received();
    Actor actor = Actor.buyer(order.ref().buyer());
    Command command = command(order, actor, buyer, Command.Wish.of(StepKind.PAY, due, ""));
    requirePossible(order, command);
    if (!accounts.signsHere(buyer)) {
      Instant payBy = Instant.ofEpochSecond(order.terms().payBy());
      commands.add(command, CommandStore.State.TO_SIGN, null, payBy);
      return;
    }
    relay(order, command, outbox.sign(buyer, actions.paying(order.terms(), U256.of(due))));
  }

  /// Takes the step that is due by time.
  void advance(SellerOrder order) {
    Command command = command(order, Actor.BY_TIME, null, Command.Wish.of(StepKind.ADVANCE, ""));
    requirePossible(order, command);
    relay(order, command, Bytes.EMPTY);
  }

  /// Goes on with a command that its account has signed elsewhere. Refuses with
  /// [RequestError#NOT_FOUND] when nothing like it waits.
  void sign(SellerOrder order, Address account, UUID id, Bytes signature) {
    CommandStore.ToSign waiting =
        commands
            .lockToSign(order.id(), id)
            .filter(it -> isOf(account, it.command()))
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    if (!clock.instant().isBefore(waiting.signBy())) {
      throw new DomainException(OrderError.TOO_LATE);
    }
    Command command = waiting.command();
    requirePossible(order, command);
    RelayItem item = item(order, command, waiting.signBy(), signature);
    outbox.relay(item, subject(order.id()));
    begin(order, command);
    commands.sent(id, item.reference());
  }

  private static boolean isOf(Address account, Command command) {
    return command.account() != null && command.account().equals(account);
  }

  /// What waits for a signature of this account.
  List<CommandStore.ToSign> toSign(SellerOrder order, Address account) {
    return commands.toSign(order.id(), account, clock.instant());
  }

  /// What the wallet is to sign.
  TypedData document(SellerOrder order, CommandStore.ToSign waiting) {
    Command command = waiting.command();
    return switch (command.step()) {
      case PLACE -> actions.placing(order.terms());
      case PAY -> actions.paying(order.terms(), amount(command));
      default ->
          intents.document(
              command.action(actions, order.terms()),
              Objects.requireNonNull(command.account()),
              reference(command),
              waiting.signBy());
    };
  }

  private void relay(SellerOrder order, Command command, Bytes signature) {
    RelayItem item = item(order, command, command.at(), signature);
    outbox.relay(item, subject(order.id()));
    sent(order, command, item.reference());
  }

  private RelayItem item(SellerOrder order, Command command, Instant signBy, Bytes signature) {
    return switch (command.step()) {
      case PLACE -> actions.place(order.terms(), outbox.quote(order.terms()), signature);
      case PAY -> again(actions.pay(order.terms(), signature), command);
      case ADVANCE -> actions.advance(order.terms(), reference(command));
      default ->
          intents.signed(
              command.action(actions, order.terms()),
              Objects.requireNonNull(command.account()),
              reference(command),
              signBy,
              signature);
    };
  }

  /// A payment that was refused can be tried again with another signature.
  private static RelayItem again(RelayItem item, Command command) {
    return new RelayItem(
        reference(command), item.content(), item.target(), item.gas(), item.data());
  }

  private void sent(SellerOrder order, Command command, Hash item) {
    begin(order, command);
    commands.add(command, CommandStore.State.SENT, item, null);
  }

  private void begin(SellerOrder order, Command command) {
    if (!orders.begin(order, command.step(), command.id())) {
      throw new DomainException(OrderError.BUSY, command.step().name());
    }
  }

  private void requirePossible(SellerOrder order, Command command) {
    if (order.pending() != null) {
      throw new DomainException(OrderError.BUSY, order.pending().step().name());
    }
    Long amount = command.amount();
    StepRules.require(order, command.step(), amount == null ? 0 : amount, clock.instant());
  }

  private Command command(
      SellerOrder order, Actor actor, @Nullable Address account, Command.Wish wish) {
    return new Command(
        Uuid7.next(clock),
        order.id(),
        wish.step(),
        actor,
        account,
        wish.amount(),
        wish.granted(),
        order.claim().due(),
        wish.note(),
        Command.newSalt(),
        clock.instant());
  }

  /// A claim can no longer be acted on when its time is over.
  private static Instant signBy(Command command) {
    Instant latest = command.at().plus(SIGN_WITHIN).truncatedTo(ChronoUnit.SECONDS);
    Instant due = command.due();
    return due != null && due.isBefore(latest) ? due : latest;
  }

  private static Hash reference(Command command) {
    return References.of("order/" + command.step(), command.id());
  }

  private static U256 amount(Command command) {
    return U256.of(Objects.requireNonNull(command.amount()));
  }
}
