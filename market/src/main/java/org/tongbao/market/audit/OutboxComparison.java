package org.tongbao.market.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.abi.AbiCodec;
import org.tongbao.ledger.abi.AbiException;
import org.tongbao.ledger.contract.Relay;
import org.tongbao.ledger.contract.RelayCall;
import org.tongbao.ledger.contract.RelayEvent;
import org.tongbao.market.audit.AuditStore.OutboxRow;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What the platform's relayers carried out on the chain is what the outbox has, call by call.
final class OutboxComparison {
  static final String CHECK = "every relayed call has its outbox row";
  private static final int SELECTOR = 4;

  /// States of rows that name the transaction of their batch, and say whether they succeeded there.
  private static final Set<String> DECIDED = Set.of("DONE", "FAILED", "CONFLICT");

  private final AuditStore store;
  private final Findings findings;
  private final Set<Address> ours;

  /// The transactions that carried a call out: the same call, such as the next step of an order
  /// that is due, may be brought several times.
  private final Map<Hash, List<Hash>> carriedOut = new HashMap<>();

  /// Calls of rows that do not say in which transaction they were carried out.
  private final Set<Hash> undecided = new HashSet<>();

  private final Map<Hash, AuditTransaction> inBlock = new HashMap<>();

  OutboxComparison(AuditStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
    this.ours = new HashSet<>(store.platformAccounts());
  }

  void block(AuditBlock block) {
    inBlock.clear();
    block.transactions().forEach(each -> inBlock.put(each.hash(), each));
  }

  void event(AuditEvent at) {
    if (at.event() instanceof RelayEvent.Executed executed && ours.contains(executed.relayer())) {
      AuditTransaction transaction = inBlock.get(at.transaction());
      List<RelayCall> calls = calls(transaction, at.emitter());
      for (int i = 0; i < calls.size(); i++) {
        U256 bit = executed.succeeded().shr(i).and(U256.ONE);
        if (!bit.isZero()) {
          RelayCall call = calls.get(i);
          carriedOut
              .computeIfAbsent(key(call.target(), call.data()), it -> new ArrayList<>())
              .add(at.transaction());
        }
      }
      if (calls.isEmpty()) {
        findings.warn(CHECK, "transaction " + at.transaction(), "its calls cannot be read");
      }
    }
  }

  @SuppressWarnings("unchecked") // the return type of `execute` says that these are calls
  private static List<RelayCall> calls(@Nullable AuditTransaction transaction, Address relay) {
    if (transaction == null || transaction.to() == null || !transaction.to().equals(relay)) {
      return List.of();
    }
    Bytes input = transaction.input();
    try {
      List<Object> values =
          AbiCodec.decode(
              Relay.ABI.function("execute", 1).getInputs(),
              input.slice(SELECTOR, input.size() - SELECTOR),
              List.of(RelayCalls.TYPE));
      return (List<RelayCall>) values.getFirst();
    } catch (AbiException | IndexOutOfBoundsException other) {
      return List.of();
    }
  }

  private static Hash key(Address target, Bytes data) {
    return target.toBytes().concat(data).keccak256();
  }

  /// @param last the last block that the database has heard of
  void finish(long last) {
    store.outbox(row -> compare(row, last));
    carriedOut.keySet().removeAll(undecided);
    carriedOut.values().stream()
        .flatMap(List::stream)
        .forEach(
            transaction ->
                findings.differ(
                    CHECK,
                    "transaction " + transaction,
                    "carried out a call that no row of the outbox has"));
  }

  private void compare(OutboxRow row, long last) {
    findings.checked(CHECK, 1);
    Hash call = key(row.target(), row.data());
    Hash transaction = row.transaction();
    if (transaction == null || !DECIDED.contains(row.state())) {
      undecided.add(call);
      return;
    }
    boolean there = carriedOut.getOrDefault(call, new ArrayList<>()).remove(transaction);
    boolean done = row.state().equals("DONE");
    String subject = "outbox row %s (%s)".formatted(row.reference(), row.subject());
    if (done && !there && row.block() <= last) {
      findings.differ(CHECK, subject, "is done, and the chain has no such call that succeeded");
    }
    if (!done && there) {
      findings.differ(
          CHECK, subject, "is %s, but was carried out by %s".formatted(row.state(), transaction));
    }
    if (row.state().equals("CONFLICT")) {
      findings.warn(CHECK, subject, "its reference was used for something else");
    }
  }
}
