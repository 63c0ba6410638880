package org.tongbao.market.explorer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.order.OrderViews;
import org.tongbao.market.web.Frame;

/// What the browser is given to check.
///
/// @param name the order's number or the transaction's hash; empty for a file of one's own
/// @param trail the address of what is checked; null for a file of one's own
/// @param parts the seller orders as the order's own page shows them
public record VerifyPage(
    Frame frame, Subject subject, String name, @Nullable String trail, List<Part> parts) {
  public VerifyPage {
    parts = List.copyOf(parts);
  }

  /// What events are called, by contract and name.
  public Map<String, String> events() {
    Map<String, String> names = new TreeMap<>();
    for (ContractAbi abi : Contracts.abis()) {
      abi.events()
          .values()
          .forEach(
              it -> {
                String code = abi.name() + "." + it.getName();
                frame.texts().find("chain.event." + code).ifPresent(name -> names.put(code, name));
              });
    }
    return names;
  }

  /// A seller order, as its page says it.
  public record Part(String shop, String state, OrderViews.Amount total) {}

  /// What is checked; the name in lower case is part of the keys of texts.
  public enum Subject {
    ORDER,
    TRANSACTION,
    FILE;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
