package org.tongbao.market.order;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.TypedData;

/// The code with which a buyer fetches an order: eight digits of base 32 that follow from a
/// signature of the buyer's own key. So it can be shown again at any time, and stands nowhere.
@Component
class PickupCodes {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 8;
  private static final int MASK = 31;
  private static final Map<String, List<TypedData.Field>> TYPES =
      Map.of("Pickup", List.of(new TypedData.Field("order", "bytes32")));

  private final Outbox outbox;

  PickupCodes(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The key of the order's buyer must be here.
  String of(SellerOrder order) {
    TypedData document =
        TypedData.of(
            TYPES,
            "Pickup",
            Map.of("name", "Tongbao Pickup", "version", "1"),
            Map.of("order", order.terms().id()));
    Hash secret = outbox.sign(order.terms().buyer(), document).keccak256();
    byte[] bytes = secret.toArray();
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i == LENGTH / 2) {
        code.append('-');
      }
      code.append(DIGITS.charAt(bytes[i] & MASK));
    }
    return code.toString();
  }
}
