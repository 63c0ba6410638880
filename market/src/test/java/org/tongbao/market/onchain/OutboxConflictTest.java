package org.tongbao.market.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.EventListener;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A database that does not belong to its chain, or whose keys cannot be opened: an alarm, and
/// nothing moves.
final class OutboxConflictTest {
  @RegisterExtension private static final TestChain CHAIN = new TestChain(Refusals.class);

  private static final String CURRENCY = "CNY";

  /// What features would hear.
  static final class Refusals {
    final List<IntentRefused> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void on(IntentRefused refusal) {
      heard.add(refusal);
    }
  }

  /// As after a restore from a backup that is older than the chain: a reference means one thing
  /// there and another here.
  @Test
  void aReferenceThatTheChainKnowsForSomethingElseIsAnAlarm() {
    CHAIN.attest(CURRENCY);
    Subject subject = new Subject("recharge", UUID.randomUUID());
    Hash ref = References.of("recharge", subject.id());
    Address account = CHAIN.bean(Operators.class).reservePot();
    long before = CHAIN.balance(account, CURRENCY);
    Hash item = deposit(account, 1_000, ref, subject);
    CHAIN.settle();
    CHAIN.jdbc().sql("DELETE FROM relay_items WHERE reference = ?").param(item.toHex()).update();

    Hash other = deposit(account, 2_000, ref, subject);
    CHAIN.settle();

    assertThat(CHAIN.balance(account, CURRENCY) - before).isEqualTo(1_000);
    assertThat(state(other)).isEqualTo("CONFLICT");
    assertThat(CHAIN.bean(RelayItemStore.class).conflicts()).isOne();
    assertThat(CHAIN.bean(Refusals.class).heard)
        .as("nobody may take it for a refusal after which nothing has happened")
        .isEmpty();
    CHAIN.settle();
    assertThat(state(other)).isEqualTo("CONFLICT");
  }

  @Test
  void anotherMasterKeyIsRefusedAtTheStart(@TempDir Path folder) throws Exception {
    MasterKey other = MasterKey.create(folder.resolve("master-key"), new SecureRandom());
    SealedKeyTableStore keys = CHAIN.bean(SealedKeyTableStore.class);
    assertThat(keys.notUnder(other.id())).as("the operators' keys").isPositive();

    assertThatThrownBy(() -> new OnchainConfiguration().keyVault(keys, List.of(keys), other))
        .isInstanceOf(KeyVaultException.class)
        .hasMessageContaining("another master key")
        .hasMessageContaining(other.id());
  }

  private static Hash deposit(Address account, long amount, Hash ref, Subject subject) {
    Address cash = CHAIN.bean(Contracts.class).address("Cash:" + CURRENCY);
    Action action = CHAIN.bean(TreasuryActions.class).deposit(cash, account, U256.of(amount));
    Address issuer = CHAIN.bean(Operators.class).account(Role.ISSUER);
    AtomicReference<Hash> item = new AtomicReference<>(Hash.ZERO);
    CHAIN.inTransaction(() -> item.set(CHAIN.bean(Outbox.class).act(issuer, action, ref, subject)));
    return item.get();
  }

  private static String state(Hash item) {
    return CHAIN
        .jdbc()
        .sql("SELECT state FROM relay_items WHERE reference = ?")
        .param(item.toHex())
        .query(String.class)
        .single();
  }
}
