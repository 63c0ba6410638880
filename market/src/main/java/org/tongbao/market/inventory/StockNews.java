package org.tongbao.market.inventory;

import java.util.UUID;

/// Is told when an item comes into stock or runs out, in the transaction that made the difference.
interface StockNews {
  void changed(UUID variant, boolean available);
}
