package org.tongbao.market.onchain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// Who has an account on the chain.
public record Holder(Kind kind, UUID id) {
  /// What a holder is.
  public enum Kind {
    USER,
    MERCHANT,
    /// The platform itself, in one of its offices.
    PLATFORM
  }

  public static Holder of(UserId user) {
    return new Holder(Kind.USER, user.value());
  }

  public static Holder of(MerchantId merchant) {
    return new Holder(Kind.MERCHANT, merchant.value());
  }

  /// An office of the platform; the same name is the same holder everywhere.
  public static Holder platform(String office) {
    byte[] name = ("tongbao:" + office).getBytes(StandardCharsets.UTF_8);
    return new Holder(Kind.PLATFORM, UUID.nameUUIDFromBytes(name));
  }
}
