package org.tongbao.market.order;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What the chain knows of texts: keccak256(salt ‖ each part's length as four bytes ‖ part). The
/// salt is kept with the order; without it nobody can guess an address or a name from the hash.
final class OrderDetails {
  private OrderDetails() {}

  /// The `details` of terms: lines, address and message.
  static Hash hash(byte[] salt, Placement.Part part, PostalAddress address) {
    SaltedText text = new SaltedText(salt);
    for (Placement.Line line : part.lines()) {
      text.add(line.variant().toString())
          .add(line.title())
          .add(line.options())
          .add(line.unitPrice().amountMinor().toString())
          .add(String.valueOf(line.quantity()))
          .add(line.discount().amountMinor().toString());
    }
    return text.add(part.delivery().method().toString())
        .add(address.recipient())
        .add(address.phone())
        .add(address.country())
        .add(address.region())
        .add(address.city())
        .add(address.district())
        .add(address.street())
        .add(address.postalCode())
        .add(part.message())
        .hash();
  }

  /// Of one text, such as a reason.
  static Hash hash(byte[] salt, String text) {
    return new SaltedText(salt).add(text).hash();
  }

  private static final class SaltedText {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    SaltedText(byte[] salt) {
      bytes.writeBytes(salt);
    }

    SaltedText add(String part) {
      byte[] encoded = part.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
      bytes.writeBytes(encoded);
      return this;
    }

    Hash hash() {
      return Bytes.wrap(bytes.toByteArray()).keccak256();
    }
  }
}
