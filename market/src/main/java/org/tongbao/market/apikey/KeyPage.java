package org.tongbao.market.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The keys of the API of a shop, or of the platform, newest first.
///
/// @param base the address of the list
/// @param next the cursor of the following part; null at the end
/// @param scopes what a key made by the caller can have
/// @param secret the key just made, shown this once; null otherwise
public record KeyPage(
    Frame frame,
    Desk desk,
    String base,
    List<Row> keys,
    @Nullable String next,
    List<Permission> scopes,
    @Nullable String secret,
    Typed typed,
    FormErrors errors) {
  /// After how many days a key can end, as the form offers them.
  public static final List<String> LIVES = List.of("30", "90", "180", "365", "730");

  public KeyPage {
    keys = List.copyOf(keys);
    scopes = List.copyOf(scopes);
  }

  /// What stands in the form.
  ///
  /// @param scopes names of permissions
  public record Typed(String name, Set<String> scopes, boolean readOnly, String days) {
    public Typed {
      scopes = Set.copyOf(scopes);
    }
  }

  /// A key.
  ///
  /// @param begins with which it begins
  /// @param madeBy as they call themselves; may be empty, as `revokedBy`
  /// @param lives whether it is worth anything
  public record Row(
      UUID id,
      String name,
      String begins,
      List<Permission> scopes,
      boolean readOnly,
      String madeBy,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant usedAt,
      @Nullable Instant revokedAt,
      String revokedBy,
      boolean lives) {
    public Row {
      scopes = List.copyOf(scopes);
    }

    /// The last part of the key of the text that says how it stands.
    public String state() {
      return revokedAt != null ? "revoked" : lives ? "lives" : "ended";
    }
  }

  /// The key of the text that says what a permission allows.
  public String textOf(Permission permission) {
    return (permission.isOfShop() ? "merchant" : "platform") + ".permission." + permission.name();
  }

  public String nextAddress() {
    return base + "?cursor=" + next;
  }
}
