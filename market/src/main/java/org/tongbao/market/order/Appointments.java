package org.tongbao.market.order;

import java.util.Optional;
import java.util.UUID;

/// When the service of an order is, for its page: of whoever books services.
public interface Appointments {
  /// What a buyer is told.
  ///
  /// @param when local times with their zone
  /// @param state the key of a text
  /// @param open whether something can still be done about it
  record Note(String when, String state, boolean open) {}

  /// Nothing for an order of goods.
  Optional<Note> of(UUID sellerOrder);
}
