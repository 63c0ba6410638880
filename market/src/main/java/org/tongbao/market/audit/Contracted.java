package org.tongbao.market.audit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.DirectoryEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// The contracts of every version that a Directory has published, learnt from its events.
public final class Contracted {
  private final Map<Address, String> names = new LinkedHashMap<>();
  private final Map<Address, Contracts> decoders = new HashMap<>();
  private final Map<String, Address> newest = new LinkedHashMap<>();

  /// Knows the Directory alone, until its events are entered.
  public Contracted(Address directory) {
    add("Directory", directory);
  }

  /// Knows the governor too, which no Directory publishes.
  public Contracted withTimelock(Address timelock) {
    add("Timelock", timelock);
    return this;
  }

  private void add(String name, Address address) {
    names.put(address, name);
    newest.put(name, address);
    decoders.put(address, new Contracts(Map.of(name, address)));
  }

  void publish(DirectoryEvent.Published event) {
    String name = text(event.name());
    if (known(name) && !names.containsKey(event.deployed())) {
      add(name, event.deployed());
    }
  }

  private static boolean known(String name) {
    String artefact = name.startsWith("Cash:") ? "Cash" : name;
    return Contracts.abis().stream().anyMatch(abi -> abi.name().equals(artefact));
  }

  private static String text(Bytes name) {
    return new String(name.unsafeArray(), StandardCharsets.US_ASCII).replace("\0", "");
  }

  /// What a log of one of them says.
  Optional<ContractEvent> decode(AuditLog log) {
    Contracts decoder = decoders.get(log.emitter());
    return decoder == null
        ? Optional.empty()
        : decoder.decode(log.emitter(), log.topics(), log.data());
  }

  /// The name under which an address was published; its hex when it was not.
  public String nameOf(Address address) {
    return names.getOrDefault(address, address.toHex());
  }

  /// The newest version under each name.
  public Contracts newest() {
    return new Contracts(newest);
  }

  /// All addresses with their names, older versions too.
  public Map<Address, String> addresses() {
    return Map.copyOf(names);
  }
}
