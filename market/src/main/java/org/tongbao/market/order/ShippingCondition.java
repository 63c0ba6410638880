package org.tongbao.market.order;

import java.util.UUID;

/// What has to be so before a seller order may be shipped, beside its state: implemented by
/// features that know more of it.
public interface ShippingCondition {
  /// Refuses with an error of the feature's own; does nothing for orders that it does not know.
  void require(UUID sellerOrder);
}
