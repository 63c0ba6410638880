package org.tongbao.market.order;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Writes an order's time line, and ends the step under way when the chain answers it.
@Component
class Chronicle {
  private final SellerOrderStore orders;
  private final CommandStore commands;
  private final HistoryStore history;

  Chronicle(SellerOrderStore orders, CommandStore commands, HistoryStore history) {
    this.orders = orders;
    this.commands = commands;
    this.history = history;
  }

  /// An event that answers none of the steps.
  void tell(SellerOrder order, ChainEvent heard, Actor actor, @Nullable U256 amount) {
    write(order, heard, actor, amount, "");
  }

  /// An event that follows by itself from the one before it in the same transaction: whoever did
  /// that one did this. Nobody, when it is the first: its time had come.
  void follow(SellerOrder order, ChainEvent heard, U256 amount) {
    Actor actor = history.actorIn(order.id(), heard.transaction()).orElse(Actor.BY_TIME);
    write(order, heard, actor, amount, "");
  }

  /// An event that answers one of these steps if it is under way; who asked for it then did it.
  ///
  /// @param by the account that did it; null where the chain does not say
  void answer(
      SellerOrder order,
      ChainEvent heard,
      Set<StepKind> steps,
      @Nullable Address by,
      @Nullable U256 amount) {
    Optional<Command> asked = asked(order, steps, by);
    asked.ifPresent(it -> end(order, it));
    Actor actor = asked.map(Command::actor).orElseGet(() -> actor(order, by));
    write(order, heard, actor, amount, asked.map(Command::note).orElse(""));
  }

  private Optional<Command> asked(SellerOrder order, Set<StepKind> steps, @Nullable Address by) {
    SellerOrder.Pending pending = order.pending();
    if (pending == null || !steps.contains(pending.step())) {
      return Optional.empty();
    }
    return commands
        .find(pending.command())
        .filter(it -> by == null || it.account() == null || by.equals(it.account()));
  }

  private void end(SellerOrder order, Command command) {
    if (commands.end(command.id(), CommandStore.State.DONE, null)) {
      orders.end(order.id(), command.id(), null, null);
    }
  }

  private static Actor actor(SellerOrder order, @Nullable Address by) {
    if (by == null || by.isZero()) {
      return Actor.BY_TIME;
    }
    if (by.equals(order.terms().buyer())) {
      return Actor.buyer(order.ref().buyer());
    }
    return by.equals(order.terms().merchant())
        ? new Actor(Actor.Kind.MERCHANT, null)
        : Actor.PLATFORM;
  }

  private void write(
      SellerOrder order, ChainEvent heard, Actor actor, @Nullable U256 amount, String note) {
    history.add(
        new HistoryStore.Line(
            order.id(),
            heard.event().getClass().getSimpleName(),
            actor,
            amount == null ? null : amount.toLongExact(),
            note,
            HistoryStore.Place.of(heard),
            heard.at()));
  }
}
