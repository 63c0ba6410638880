package org.tongbao.ledger.contract;

import com.esaulpaugh.headlong.abi.TupleType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.abi.AbiException;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractAbi.ErrorType;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.primitives.Bytes;

/// All errors by their selector.
final class ErrorTable {
  private static final int SELECTOR = 4;
  private static final Map<Bytes, Entry> ENTRIES = entries();

  private record Entry(TupleType<?> inputs, Class<?> type) {}

  private ErrorTable() {}

  static ContractError decode(Bytes data) {
    Entry entry = data.size() < SELECTOR ? null : ENTRIES.get(data.slice(0, SELECTOR));
    if (entry == null) {
      return new ContractError.Unknown(data);
    }
    try {
      Bytes arguments = data.slice(SELECTOR, data.size() - SELECTOR);
      return (ContractError) RecordCodec.decode(entry.inputs(), arguments, entry.type());
    } catch (AbiException e) {
      return new ContractError.Unknown(data);
    }
  }

  private static Map<Bytes, Entry> entries() {
    Map<String, Class<?>> types = new HashMap<>();
    for (Class<?> group : ContractError.class.getPermittedSubclasses()) {
      if (group.isInterface()) {
        String prefix = group.getSimpleName().replaceFirst("Error$", "") + "_";
        for (Class<?> type : group.getPermittedSubclasses()) {
          String name = type.getSimpleName();
          types.put(group == StandardError.class ? name : prefix + name, type);
        }
      }
    }
    Map<Bytes, Entry> entries = new HashMap<>();
    for (ContractAbi abi : Contracts.abis()) {
      abi.errors().forEach(error -> put(entries, error, types));
    }
    // Those of the language itself stand in no ABI.
    put(entries, new ErrorType("Error", TupleType.parse("(string)")), StandardError.Text.class);
    put(entries, new ErrorType("Panic", TupleType.parse("(uint256)")), StandardError.Panic.class);
    return Map.copyOf(entries);
  }

  private static void put(Map<Bytes, Entry> entries, ErrorType error, Map<String, Class<?>> types) {
    Class<?> type = types.get(error.name());
    if (type == null) {
      throw new IllegalStateException("No record for the error " + error.name());
    }
    put(entries, error, type);
  }

  private static void put(Map<Bytes, Entry> entries, ErrorType error, Class<?> type) {
    entries.put(error.selector(), new Entry(error.inputs(), type));
  }

  /// Every error that is known, for the check against the ABIs.
  static List<Bytes> selectors() {
    return List.copyOf(ENTRIES.keySet());
  }
}
