package org.tongbao.chain.rpc;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.evm.precompile.Precompiles;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.store.StateView;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.tx.AccessListEntry;
import tools.jackson.databind.JsonNode;

/// Calls that change nothing: `eth_call`, `eth_estimateGas`, `eth_createAccessList`.
final class CallMethods {
  private static final int ACCESS_LIST_ROUNDS = 16;

  private final BlockResolver blocks;
  private final Simulator simulator;
  private final ChainRules rules;
  private final RpcLimits limits;

  CallMethods(BlockResolver blocks, Simulator simulator, ChainRules rules, RpcLimits limits) {
    this.limits = limits;
    this.blocks = blocks;
    this.simulator = simulator;
    this.rules = rules;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_call", (params, session) -> call(params));
    methods.put("eth_estimateGas", (params, session) -> estimateGas(params));
    methods.put("eth_createAccessList", (params, session) -> createAccessList(params));
  }

  /// A call with what it is to run on.
  private record Setting(StateReader state, BlockContext block, CallRequest call) {}

  @FunctionalInterface
  private interface Simulation {
    RpcResult in(Setting setting);
  }

  private RpcResult call(RpcParams params) {
    return on(
        params,
        setting -> {
          Executed executed =
              simulator.run(
                  setting.state(),
                  setting.block(),
                  setting.call(),
                  simulator.gas(setting.call()),
                  Tracer.NONE);
          if (!executed.succeeded()) {
            throw Simulator.failure(executed);
          }
          return out -> JsonValues.data(out, executed.output());
        });
  }

  private RpcResult estimateGas(RpcParams params) {
    return on(
        params,
        setting -> {
          long cap = simulator.gas(setting.call());
          cap = Math.min(cap, setting.block().gasLimit());
          cap = Math.min(cap, rules.fork().maxTransactionGas());
          cap = simulator.affordable(setting.call(), setting.state(), cap);
          var estimator =
              new GasEstimator(
                  simulator,
                  setting.state(),
                  setting.block(),
                  setting.call(),
                  Deadline.in(limits.callTime()));
          return RpcResult.quantity(estimator.estimate(cap));
        });
  }

  /// A list changes what the call costs, and with GAS what it does: repeat until it is stable.
  private RpcResult createAccessList(RpcParams params) {
    return on(
        params,
        setting -> {
          CallRequest call = setting.call();
          Deadline deadline = Deadline.in(limits.callTime());
          for (int round = 0; round < ACCESS_LIST_ROUNDS; round++) {
            var tracer = new AccessTracer(warm(setting), deadline);
            Executed executed =
                simulator.run(setting.state(), setting.block(), call, simulator.gas(call), tracer);
            List<AccessListEntry> list = tracer.accessList();
            if (list.equals(call.accessList())) {
              return accessListResult(list, executed);
            }
            call = call.withAccessList(list);
          }
          throw new RpcException(RpcError.SERVER_ERROR, "the access list does not settle");
        });
  }

  private static RpcResult accessListResult(List<AccessListEntry> list, Executed executed) {
    String error = error(executed);
    return out -> {
      out.writeStartObject();
      TransactionJson.writeAccessList(out, list);
      if (error != null) {
        out.writeStringProperty("error", error);
      }
      JsonValues.quantity(out, "gasUsed", executed.gasUsed());
      out.writeEndObject();
    };
  }

  private static @Nullable String error(Executed executed) {
    return executed.succeeded() ? null : String.valueOf(Simulator.failure(executed).getMessage());
  }

  private static Set<Address> warm(Setting setting) {
    CallRequest call = setting.call();
    Set<Address> warm = new HashSet<>(Precompiles.addresses());
    warm.add(call.from());
    warm.add(setting.block().coinbase());
    if (call.to() != null) {
      warm.add(call.to());
    } else {
      Account sender = setting.state().account(call.from());
      Long nonce = call.nonce();
      warm.add(
          Address.create(call.from(), nonce != null ? nonce : sender == null ? 0 : sender.nonce()));
    }
    return warm;
  }

  private RpcResult on(RpcParams params, Simulation simulation) {
    params.atMost(4);
    CallRequest call = CallRequest.parse(params.node(0), "argument 0");
    BlockSelector selector = BlockSelector.parse(params, 1);
    JsonNode stateOverrides = params.nodeOrNull(2);
    JsonNode blockOverrides = params.nodeOrNull(3);
    try (StateView view = blocks.state(selector)) {
      StateReader state = StateOverrides.parse(stateOverrides, "argument 2", view);
      BlockContext block =
          BlockOverrides.apply(blockOverrides, "argument 3", simulator.context(view.header()));
      return simulation.in(new Setting(state, block, call));
    }
  }
}
