package org.tongbao.chain.rpc;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockExecution;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.block.TransactionProcessor;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.store.StateView;
import org.tongbao.chain.store.TransactionPlace;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// Executes again what is in the chain, and shows how it went: `debug_trace…`.
final class TraceMethods {
  private final ChainReader reader;
  private final BlockResolver blocks;
  private final Simulator simulator;
  private final ChainRules rules;
  private final RpcLimits limits;

  TraceMethods(
      ChainReader reader,
      BlockResolver blocks,
      Simulator simulator,
      ChainRules rules,
      RpcLimits limits) {
    this.reader = reader;
    this.blocks = blocks;
    this.simulator = simulator;
    this.rules = rules;
    this.limits = limits;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("debug_traceTransaction", (params, session) -> traceTransaction(params));
    methods.put(
        "debug_traceBlockByNumber",
        (params, session) -> traceBlock(params, BlockSelector.parse(params.node(0), "argument 0")));
    methods.put(
        "debug_traceBlockByHash",
        (params, session) -> traceBlock(params, new BlockSelector.Hashed(params.hash(0), false)));
    methods.put("debug_traceCall", (params, session) -> traceCall(params));
  }

  private RpcResult traceTransaction(RpcParams params) {
    params.atMost(2);
    Deadline deadline = Deadline.in(limits.callTime());
    Supplier<TransactionTracer> tracers = tracers(params.nodeOrNull(1), "argument 1", deadline);
    TransactionPlace place = reader.place(params.hash(0));
    Block block = place == null ? null : reader.block(place.blockHash());
    if (place == null || block == null) {
      throw new RpcException(RpcError.SERVER_ERROR, "transaction not found");
    }
    return replay(
        block,
        execution -> {
          for (int i = 0; i < place.index(); i++) {
            deadline.check();
            execution.add(block.transactions().get(i));
          }
          return trace(execution, block, place.index(), tracers.get());
        });
  }

  private RpcResult traceBlock(RpcParams params, BlockSelector selector) {
    params.atMost(2);
    Deadline deadline = Deadline.in(limits.callTime());
    Supplier<TransactionTracer> tracers = tracers(params.nodeOrNull(1), "argument 1", deadline);
    Block block = reader.block(blocks.require(selector).hash());
    if (block == null || block.number() == 0) {
      throw new RpcException(RpcError.SERVER_ERROR, "genesis is not traceable");
    }
    return replay(block, execution -> traceAll(execution, block, tracers, deadline));
  }

  private RpcResult traceAll(
      BlockExecution execution,
      Block block,
      Supplier<TransactionTracer> tracers,
      Deadline deadline) {
    var all = new TraceBuffer(limits.maxResponseBytes());
    List<Transaction> transactions = block.transactions();
    for (int i = 0; i < transactions.size(); i++) {
      deadline.check();
      RpcResult trace = trace(execution, block, i, tracers.get());
      Hash hash = transactions.get(i).hash();
      all.add(
          out -> {
            out.writeStartObject();
            JsonValues.hash(out, "txHash", hash);
            out.writeName("result");
            trace.writeTo(out);
            out.writeEndObject();
          });
    }
    String traces = all.finish();
    return out -> out.writeRawValue(traces);
  }

  private RpcResult trace(
      BlockExecution execution, Block block, int index, TransactionTracer tracer) {
    Transaction transaction = block.transactions().get(index);
    BlockContext context = simulator.context(block.header());
    var result =
        new TransactionProcessor(rules, execution.world(), context, tracer).execute(transaction);
    if (!(result instanceof Executed executed)) {
      throw new IllegalStateException("a stored transaction is invalid: " + result);
    }
    return tracer.result(executed, transaction.gasLimit());
  }

  @FunctionalInterface
  private interface Replay {
    RpcResult of(BlockExecution execution);
  }

  /// Begins the block again on the state of its parent.
  private RpcResult replay(Block block, Replay replay) {
    BlockHeader header = block.header();
    try (StateView state = blocks.state(new BlockSelector.Hashed(header.parentHash(), false))) {
      ParentState parent = reader.parentState(state);
      return replay.of(new BlockExecution(rules, header, parent, Tracer.NONE));
    }
  }

  private RpcResult traceCall(RpcParams params) {
    params.atMost(3);
    CallRequest call = CallRequest.parse(params.node(0), "argument 0");
    JsonNode options = params.nodeOrNull(2);
    JsonNode stateOverrides = options == null ? null : options.get("stateOverrides");
    JsonNode blockOverrides = options == null ? null : options.get("blockOverrides");
    TransactionTracer tracer = tracers(options, "argument 2", Deadline.in(limits.callTime())).get();
    try (StateView view = blocks.state(BlockSelector.parse(params, 1))) {
      StateReader state = StateOverrides.parse(stateOverrides, "argument 2: stateOverrides", view);
      BlockContext block =
          BlockOverrides.apply(
              blockOverrides, "argument 2: blockOverrides", simulator.context(view.header()));
      long gas = simulator.gas(call);
      return tracer.result(simulator.run(state, block, call, gas, tracer), gas);
    }
  }

  private Supplier<TransactionTracer> tracers(
      @Nullable JsonNode node, String where, Deadline deadline) {
    int maxBytes = limits.maxResponseBytes();
    if (node == null) {
      return () -> new StructLogger(StructLogger.Options.DEFAULT, maxBytes, deadline);
    }
    var fields = new JsonFieldsReader(node, where);
    JsonNode name = fields.node("tracer");
    if (name == null) {
      StructLogger.Options options = StructLogger.Options.parse(node, where);
      return () -> new StructLogger(options, maxBytes, deadline);
    }
    if (!RpcParams.text(name, where + ": tracer").equals("callTracer")) {
      throw RpcException.invalidParams(
          "invalid " + where + ": there is no tracer but callTracer and the default one");
    }
    JsonNode config = fields.node("tracerConfig");
    boolean onlyTopCall = config != null && flag(config, "onlyTopCall", where);
    boolean withLog = config != null && flag(config, "withLog", where);
    return () -> new CallTracer(onlyTopCall, withLog, maxBytes, deadline);
  }

  private static boolean flag(JsonNode config, String name, String where) {
    return new JsonFieldsReader(config, where + ": tracerConfig").flag(name);
  }
}
