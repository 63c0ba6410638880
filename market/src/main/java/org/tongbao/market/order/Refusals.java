package org.tongbao.market.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.OrdersError;
import org.tongbao.market.onchain.IntentRefused;

/// What follows when the chain refuses a step: nothing is under way any more, and the reason is
/// kept.
@Component
class Refusals {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SellerOrderStore orders;
  private final CommandStore commands;
  private final OrderDepositStore deposits;
  private final HistoryStore history;
  private final Endings endings;
  private final Clock clock;

  Refusals(
      SellerOrderStore orders,
      CommandStore commands,
      OrderDepositStore deposits,
      HistoryStore history,
      Endings endings,
      Clock clock) {
    this.orders = orders;
    this.commands = commands;
    this.deposits = deposits;
    this.history = history;
    this.endings = endings;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(IntentRefused refused) {
    if (!refused.subject().kind().equals("order")) {
      return;
    }
    String reason = name(refused.error());
    if (deposits.refused(refused.reference(), reason, clock.instant())) {
      return;
    }
    Optional<Command> command = commands.findSent(refused.reference());
    command.ifPresent(it -> refuse(it, refused.error(), reason));
  }

  private void refuse(Command command, ContractError error, String reason) {
    SellerOrder order = orders.lock(command.order()).orElseThrow();
    commands.end(command.id(), CommandStore.State.REFUSED, reason);
    switch (command.step()) {
      case ADVANCE -> orders.end(order.id(), command.id(), null, retryAt(error));
      case PLACE -> {
        orders.end(order.id(), command.id(), reason, null);
        if (order.state() == OrderState.NEW && !(error instanceof OrdersError.AlreadyPlaced)) {
          endings.voided(order, command.actor(), reason);
        }
      }
      default -> {
        orders.end(order.id(), command.id(), reason, null);
        note(command, reason);
      }
    }
  }

  private void note(Command command, String reason) {
    history.add(
        new HistoryStore.Line(
            command.order(),
            "Refused",
            command.actor(),
            command.amount(),
            command.step() + ": " + reason,
            null,
            clock.instant()));
  }

  /// The chain's clock may be a little behind ours.
  private Instant retryAt(@Nullable ContractError error) {
    Instant soon = clock.instant().plus(PATIENCE);
    if (error instanceof OrdersError.NotDue early && early.dueAt().fitsLong()) {
      Instant due = Instant.ofEpochSecond(early.dueAt().toLongExact());
      return due.isAfter(soon) ? due : soon;
    }
    return soon;
  }

  /// A word for programs, such as `Orders_WrongState`.
  static String name(ContractError error) {
    Class<?> group = error.getClass().getEnclosingClass();
    String name = error.getClass().getSimpleName();
    return group == null ? name : group.getSimpleName().replace("Error", "") + "_" + name;
  }
}
