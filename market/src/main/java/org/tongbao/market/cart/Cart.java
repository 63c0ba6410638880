package org.tongbao.market.cart;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cart at one version.
///
/// @param id null while nothing was ever put in
/// @param version grows with every change
/// @param lines oldest first
public record Cart(@Nullable UUID id, int version, List<CartLine> lines) {
  static final Cart EMPTY = new Cart(null, 1, List.of());

  public Cart {
    lines = List.copyOf(lines);
  }

  /// What the next order takes.
  public List<CartLine> ordered() {
    return lines.stream().filter(CartLine::isOrdered).toList();
  }

  Optional<CartLine> line(UUID variant) {
    return lines.stream().filter(it -> it.variant().equals(variant)).findFirst();
  }
}
