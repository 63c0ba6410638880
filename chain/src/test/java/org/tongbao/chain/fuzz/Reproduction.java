package org.tongbao.chain.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tongbao.chain.fuzz.Genesis.Allocation;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// One transaction on a state of its own: what a difference comes down to.
record Reproduction(
    Genesis genesis, UnsignedTransaction transaction, PrivateKey sender, U256 baseFee) {

  /// The state and a transaction that is to run on it, as the next block's only one.
  static Reproduction of(
      MemoryState state, UnsignedTransaction transaction, PrivateKey sender, U256 baseFee) {
    TreeMap<Address, Allocation> allocations = new TreeMap<>();
    state
        .accounts()
        .forEach(
            (address, account) ->
                allocations.put(
                    address,
                    new Allocation(
                        account.nonce(),
                        account.balance(),
                        state.codeOf(account),
                        new TreeMap<>(state.slots(address)))));
    return new Reproduction(new Genesis(allocations), transaction, sender, baseFee);
  }

  /// Runs it on both sides, with traces.
  Optional<Difference> run(Path program) {
    try (TwoChains chains = new TwoChains(program, genesis, true, new Tally())) {
      return chains.block(List.of(transaction.sign(sender)), baseFee, 1);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    genesis
        .allocations()
        .forEach(
            (address, allocation) ->
                text.append("  ")
                    .append(address.toHex())
                    .append(": ")
                    .append(allocation)
                    .append('\n'));
    return "state%n%stransaction of %s, base fee %s%n  %s"
        .formatted(text, sender.address(), baseFee, transaction);
  }
}
