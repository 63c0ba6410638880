package org.tongbao.market.identity;

import java.util.UUID;

/// The id of a merchant, as far as roles have to know it.
public record MerchantId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
