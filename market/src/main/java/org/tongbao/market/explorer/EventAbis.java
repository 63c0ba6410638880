package org.tongbao.market.explorer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.contract.Contracts;
import tools.jackson.databind.JsonNode;

/// How the events of our contracts are laid out, as Solidity's compiler says it: what a stranger
/// needs to read a log.
public final class EventAbis {
  private static final Map<String, Map<String, JsonNode>> KNOWN = new ConcurrentHashMap<>();

  private EventAbis() {}

  /// @param contract its name in the deployment, such as `Orders` or `Cash:CNY`
  public static Optional<JsonNode> find(String contract, String event) {
    int colon = contract.indexOf(':');
    String artefact = colon < 0 ? contract : contract.substring(0, colon);
    if (Contracts.abis().stream().noneMatch(it -> it.name().equals(artefact))) {
      return Optional.empty();
    }
    return Optional.ofNullable(KNOWN.computeIfAbsent(artefact, EventAbis::events).get(event));
  }

  private static Map<String, JsonNode> events(String artefact) {
    Map<String, JsonNode> events = new HashMap<>();
    for (JsonNode entry : ContractAbi.resource(artefact + ".json").path("abi")) {
      if (entry.path("type").asString().equals("event")) {
        events.put(entry.path("name").asString(), entry);
      }
    }
    return Map.copyOf(events);
  }
}
