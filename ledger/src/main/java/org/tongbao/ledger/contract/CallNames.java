package org.tongbao.ledger.contract;

import com.esaulpaugh.headlong.abi.Function;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.primitives.Bytes;

/// What the data of a transaction asks of a contract of ours, for people who read the chain.
public final class CallNames {
  private static final int SELECTOR_BYTES = 4;
  private static final Function EXECUTE = Relay.ABI.function("execute", 1);
  private static final Map<String, Map<Bytes, String>> NAMES = names();

  private CallNames() {}

  /// The arguments of [Relay#execute].
  public record Batch(List<RelayCall> calls) {
    public Batch {
      calls = List.copyOf(calls);
    }
  }

  private static Map<String, Map<Bytes, String>> names() {
    Map<String, Map<Bytes, String>> names = new HashMap<>();
    for (ContractAbi abi : Contracts.abis()) {
      Map<Bytes, String> ofOne = new HashMap<>();
      abi.functions().forEach(it -> ofOne.put(Bytes.wrap(it.selector()), it.getName()));
      names.put(abi.name(), Map.copyOf(ofOne));
    }
    return Map.copyOf(names);
  }

  /// @param contract its name in the deployment, such as `Orders` or `Cash:CNY`
  public static Optional<String> of(String contract, Bytes data) {
    if (data.size() < SELECTOR_BYTES) {
      return Optional.empty();
    }
    int colon = contract.indexOf(':');
    String artefact = colon < 0 ? contract : contract.substring(0, colon);
    Bytes selector = data.slice(0, SELECTOR_BYTES);
    return Optional.ofNullable(NAMES.getOrDefault(artefact, Map.of()).get(selector));
  }

  /// The calls that a batch for the relay carries; none when the data is something else.
  ///
  /// @throws org.tongbao.ledger.abi.AbiException when it begins like a batch and is none
  public static List<RelayCall> inBatch(Bytes data) {
    if (data.size() < SELECTOR_BYTES
        || !data.slice(0, SELECTOR_BYTES).equals(Bytes.wrap(EXECUTE.selector()))) {
      return List.of();
    }
    Bytes arguments = data.slice(SELECTOR_BYTES, data.size() - SELECTOR_BYTES);
    return ((Batch) RecordCodec.decode(EXECUTE.getInputs(), arguments, Batch.class)).calls();
  }
}
