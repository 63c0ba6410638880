package org.tongbao.ledger.contract;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The contracts of one deployment by their names, and the events they emit.
public final class Contracts {
  private static final String CASH = "Cash:";
  private static final Map<String, EventTable> EVENTS = eventTables();

  private final Map<String, Address> addresses;
  private final Map<Address, EventTable> tables = new HashMap<>();

  /// @param addresses by the names of the deployment: `Orders`, `Cash:CNY`, …
  public Contracts(Map<String, Address> addresses) {
    this.addresses = Map.copyOf(addresses);
    addresses.forEach((name, address) -> tables.put(address, EVENTS.get(artefact(name))));
  }

  /// The interfaces of all contracts.
  public static List<ContractAbi> abis() {
    return List.of(
        Cash.ABI,
        Directory.ABI,
        GroupBuys.ABI,
        Invoices.ABI,
        Memberships.ABI,
        Merchants.ABI,
        Orders.ABI,
        Points.ABI,
        Relay.ABI,
        Reviews.ABI,
        Timelock.ABI,
        Treasury.ABI,
        Vouchers.ABI);
  }

  private static Map<String, EventTable> eventTables() {
    Map<String, Class<?>> groups = new HashMap<>();
    for (Class<?> group : ContractEvent.class.getPermittedSubclasses()) {
      groups.put(group.getSimpleName(), group);
    }
    Map<String, EventTable> tables = new LinkedHashMap<>();
    for (ContractAbi abi : abis()) {
      Class<?> group = groups.get(abi.name() + "Event");
      if (group == null) {
        throw new IllegalStateException("No events of " + abi.name());
      }
      tables.put(abi.name(), new EventTable(abi, group.asSubclass(ContractEvent.class)));
    }
    return Map.copyOf(tables);
  }

  private static String artefact(String name) {
    return name.startsWith(CASH) ? "Cash" : name;
  }

  /// All addresses by name.
  public Map<String, Address> addresses() {
    return addresses;
  }

  /// @throws IllegalArgumentException when the deployment has no contract of this name
  public Address address(String name) {
    Address address = addresses.get(name);
    if (address == null) {
      throw new IllegalArgumentException("The deployment has no contract " + name);
    }
    return address;
  }

  /// The money of a currency, by its ISO 4217 code.
  public Cash cash(String currency) {
    return new Cash(address(CASH + currency));
  }

  /// The ISO 4217 code of the money at an address.
  ///
  /// @throws IllegalArgumentException when no money of the deployment stands there
  public String currencyOf(Address cash) {
    return addresses.entrySet().stream()
        .filter(each -> each.getValue().equals(cash) && each.getKey().startsWith(CASH))
        .map(each -> each.getKey().substring(CASH.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No money of ours: " + cash));
  }

  public Directory directory() {
    return new Directory(address("Directory"));
  }

  public GroupBuys groupBuys() {
    return new GroupBuys(address("GroupBuys"));
  }

  public Invoices invoices() {
    return new Invoices(address("Invoices"));
  }

  public Memberships memberships() {
    return new Memberships(address("Memberships"));
  }

  public Merchants merchants() {
    return new Merchants(address("Merchants"));
  }

  public Orders orders() {
    return new Orders(address("Orders"));
  }

  public Points points() {
    return new Points(address("Points"));
  }

  public Relay relay() {
    return new Relay(address("Relay"));
  }

  public Reviews reviews() {
    return new Reviews(address("Reviews"));
  }

  public Timelock timelock() {
    return new Timelock(address("Timelock"));
  }

  public Treasury treasury() {
    return new Treasury(address("Treasury"));
  }

  public Vouchers vouchers() {
    return new Vouchers(address("Vouchers"));
  }

  /// What a log says; empty when it comes from another contract or is none of its events.
  ///
  /// @throws org.tongbao.ledger.abi.AbiException when one of ours emitted what its ABI does not say
  public Optional<ContractEvent> decode(Address emitter, List<Hash> topics, Bytes data) {
    EventTable table = tables.get(emitter);
    return table == null ? Optional.empty() : table.decode(topics, data);
  }
}
