package org.tongbao.chain.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.fuzz.Anvil.Call;
import org.tongbao.chain.fuzz.StepRecorder.Recorded;
import org.tongbao.chain.rpc.RenderedReceipts;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// Both sides with the same genesis, on which blocks are mined there and executed here.
///
/// Taken over from anvil's headers, because it cannot be told what to put there: the block hash and
/// the mix hash (PREVRANDAO), which is random. Base fee, time and coinbase are set on both sides.
final class TwoChains implements AutoCloseable {

  private static final String COINBASE = "0x000000000000000000000000000000000000c0fe";
  private static final String TRACE = "debug_traceTransaction";
  private static final Map<String, Boolean> TRACE_OPTIONS = Map.of("disableStorage", true);

  private final boolean traced;
  private final Tally tally;
  private final LocalChain local;
  private final Anvil anvil;
  private long number;
  private long timestamp = Genesis.TIMESTAMP;

  /// @param traced whether the traces of all transactions are compared too, which is slower
  TwoChains(Path program, Genesis genesis, boolean traced, Tally tally) {
    this.traced = traced;
    this.tally = tally;
    this.local = new LocalChain(genesis);
    this.anvil = new Anvil(program, genesis.toJson(), traced);
    local.knowHash(0, Hash.fromHex(header().get("hash").asString()));
  }

  MemoryState state() {
    return local.state();
  }

  private JsonNode header() {
    return anvil.call("eth_getBlockByNumber", Hex.quantity(number), false);
  }

  /// Offers transactions for one block to both sides.
  Optional<Difference> block(List<Transaction> offered, U256 baseFee, int seconds) {
    anvil.call("anvil_setNextBlockBaseFeePerGas", baseFee.toHex());
    List<JsonNode> answers =
        anvil.batch(
            offered.stream()
                .map(each -> new Call("eth_sendRawTransaction", each.encoded().toHex()))
                .toList());
    mine(seconds);
    JsonNode header = header();
    JsonNode receipts = anvil.call("eth_getBlockReceipts", Hex.quantity(number));
    local.knowHash(number, Hash.fromHex(header.get("hash").asString()));
    List<Transaction> ordered = ordered(offered, header.get("transactions"));
    LocalChain.Run run = local.run(draft(header), ordered, traced);
    Optional<Difference> difference =
        compare(ordered, header.get("transactions").size(), run, receipts, answers);
    if (traced && difference.map(Difference::isOfTransaction).orElse(true)) {
      // A difference in a trace says more than the one in a receipt that follows from it.
      Optional<Difference> inTrace = compareTraces(run);
      difference = inTrace.isPresent() ? inTrace : difference;
    }
    if (difference.isEmpty()) {
      difference = Comparison.headers(run.block().block(), header);
    }
    if (difference.isEmpty()) {
      local.accept(run.block());
    } else {
      local.acceptUpTo(difference.get().transaction(), draft(header), ordered);
    }
    return difference;
  }

  /// Compares the whole state, which is slow.
  Optional<Difference> compareState() {
    return StateComparison.of(local.state(), anvil);
  }

  private void mine(int seconds) {
    timestamp += seconds;
    number++;
    anvil.call("evm_setNextBlockTimestamp", timestamp);
    anvil.call("anvil_setCoinbase", COINBASE);
    anvil.call("evm_mine");
    anvil.call("anvil_dropAllTransactions"); // What it did not mine now it is not to mine later.
  }

  /// The transactions in the block first, in its order, then those that are not.
  private static List<Transaction> ordered(List<Transaction> offered, JsonNode mined) {
    Map<String, Transaction> byHash = new HashMap<>();
    offered.forEach(each -> byHash.put(each.hash().toHex(), each));
    List<Transaction> ordered = new ArrayList<>();
    for (JsonNode hash : mined) {
      Transaction transaction = byHash.remove(hash.asString());
      if (transaction == null) {
        throw new IllegalStateException("anvil mined what nobody sent: " + hash);
      }
      ordered.add(transaction);
    }
    offered.stream().filter(each -> byHash.containsKey(each.hash().toHex())).forEach(ordered::add);
    return ordered;
  }

  private static BlockHeader draft(JsonNode header) {
    return BlockHeader.builder()
        .parentHash(Hash.fromHex(header.get("parentHash").asString()))
        .number(quantity(header, "number"))
        .coinbase(Address.fromHex(header.get("miner").asString()))
        .gasLimit(quantity(header, "gasLimit"))
        .timestamp(quantity(header, "timestamp"))
        .mixHash(Hash.fromHex(header.get("mixHash").asString()))
        .baseFeePerGas(U256.fromHex(header.get("baseFeePerGas").asString()))
        .excessBlobGas(quantity(header, "excessBlobGas"))
        .build();
  }

  private static long quantity(JsonNode header, String name) {
    return U256.fromHex(header.get(name).asString()).toLongExact();
  }

  private Optional<Difference> compare(
      List<Transaction> ordered,
      int mined,
      LocalChain.Run run,
      JsonNode receipts,
      List<JsonNode> answers) {
    List<JsonNode> rendered = RenderedReceipts.of(run.block());
    for (int i = 0; i < ordered.size(); i++) {
      Transaction transaction = ordered.get(i);
      TransactionResult result = run.results().get(i);
      boolean inBlock = i < mined;
      if (inBlock != result instanceof Executed) {
        String there = inBlock ? "in the block" : "not in the block; all answers: " + answers;
        return Optional.of(new Difference(transaction, "validity", "" + result, there));
      }
      if (result instanceof Executed executed) {
        Optional<Difference> difference =
            Comparison.receipts(transaction, rendered.get(i), receipts.get(i));
        if (difference.isPresent()) {
          return difference;
        }
        tally.execute(executed);
      } else {
        tally.refuse();
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> compareTraces(LocalChain.Run run) {
    List<Transaction> mined = run.block().block().transactions();
    for (int i = 0; i < mined.size(); i++) {
      Optional<List<Recorded>> here = run.steps().get(i);
      if (here.isEmpty()) {
        tally.skipTrace();
        continue;
      }
      here.get().forEach(tally::step);
      JsonNode there = anvil.call(TRACE, mined.get(i).hash().toHex(), TRACE_OPTIONS);
      Optional<Difference> difference =
          Comparison.traces(mined.get(i), here.get(), there.get("structLogs"));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    anvil.close();
  }
}
