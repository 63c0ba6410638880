package org.tongbao.market.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.event.EventListener;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.TreasuryError;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.UserRegistered;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

final class OutboxTest {
  @RegisterExtension private static final TestChain CHAIN = new TestChain(Heard.class);

  private static final String CURRENCY = "CNY";

  /// What features would hear.
  static final class Heard {
    final List<ChainEvent> events = new CopyOnWriteArrayList<>();
    final List<IntentRefused> refusals = new CopyOnWriteArrayList<>();

    @EventListener
    void on(ChainEvent event) {
      events.add(event);
    }

    @EventListener
    void on(IntentRefused refusal) {
      refusals.add(refusal);
    }
  }

  private final Outbox outbox = CHAIN.bean(Outbox.class);
  private final Heard heard = CHAIN.bean(Heard.class);
  private final Subject subject = new Subject("recharge", UUID.randomUUID());
  private final Address issuer = CHAIN.bean(Operators.class).account(Role.ISSUER);
  private final Address user = newUser();

  @BeforeAll
  static void fillTheReserve() {
    CHAIN.attest(CURRENCY);
  }

  @Test
  void bringsWhatWasStoredToTheChainAndTellsOfItOnce() {
    Hash ref = References.of("recharge", subject.id());
    act(deposit(1_000), ref);
    act(deposit(1_000), ref);
    CHAIN.settle();
    CHAIN.settle();

    assertThat(CHAIN.balance(user, CURRENCY)).isEqualTo(1_000);
    assertThat(heard.events)
        .filteredOn(
            each -> each.event() instanceof TreasuryEvent.Deposited it && it.account().equals(user))
        .hasSize(1);
    assertThat(CHAIN.bean(ChainRecords.class).of(subject))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.event()).isEqualTo("Treasury.Deposited");
              assertThat(record.content()).contains("1000", user.toHex());
            });
  }

  @Test
  void bringsNothingOfATransactionThatIsRolledBack() {
    Hash ref = References.of("recharge", subject.id());
    assertThatThrownBy(
            () ->
                CHAIN.inTransaction(
                    () -> {
                      outbox.act(issuer, deposit(1_000), ref, subject);
                      throw new IllegalArgumentException("changed its mind");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    CHAIN.settle();

    assertThat(CHAIN.balance(user, CURRENCY)).isZero();
    assertThat(CHAIN.bean(ChainRecords.class).of(subject)).isEmpty();
  }

  @Test
  void refusesAReferenceForSomethingElse() {
    Hash ref = References.of("recharge", subject.id());
    act(deposit(1_000), ref);

    assertThatThrownBy(() -> act(deposit(1_001), ref)).isInstanceOf(IllegalStateException.class);
    CHAIN.settle();
    assertThat(CHAIN.balance(user, CURRENCY)).isEqualTo(1_000);
  }

  @Test
  void tellsWhatTheContractRefusedAndTriesAgainWhenAsked() {
    long tooMuch = 1L << 51;
    Hash ref = References.of("recharge", subject.id());
    act(deposit(tooMuch), ref);
    CHAIN.settle();

    assertThat(heard.refusals)
        .filteredOn(each -> each.subject().equals(subject))
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.error()).isInstanceOf(TreasuryError.class))
        .satisfies(
            refusal -> assertThat(refusal.error()).isNotInstanceOf(ContractError.Unknown.class));

    act(deposit(tooMuch), ref);
    CHAIN.settle();
    assertThat(heard.refusals).filteredOn(each -> each.subject().equals(subject)).hasSize(2);
    assertThat(CHAIN.balance(user, CURRENCY)).isZero();
  }

  @Test
  void signsAnewWhatExpiredBeforeItWasSent() {
    act(deposit(700), References.of("recharge", subject.id()));
    CHAIN.advance(Duration.ofDays(3));
    CHAIN.attest(CURRENCY);
    CHAIN.settle();

    assertThat(CHAIN.balance(user, CURRENCY)).isEqualTo(700);
    assertThat(heard.refusals).noneMatch(each -> each.subject().equals(subject));
  }

  private void act(Action action, Hash ref) {
    CHAIN.inTransaction(() -> outbox.act(issuer, action, ref, subject));
  }

  private Action deposit(long amount) {
    Address cash = CHAIN.bean(Contracts.class).address("Cash:" + CURRENCY);
    return CHAIN.bean(TreasuryActions.class).deposit(cash, user, U256.of(amount));
  }

  private static Address newUser() {
    UserId id = new UserId(UUID.randomUUID());
    CHAIN.bean(ChainAccounts.class).on(new UserRegistered(id));
    return CHAIN.bean(ChainAccounts.class).of(Holder.of(id));
  }
}
