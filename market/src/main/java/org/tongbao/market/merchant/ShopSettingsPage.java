package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What a shop says of itself, and what its owner decides about its money.
///
/// @param edits whether the caller changes what the shop says
/// @param payout null for who does not decide about it, as `bond`
/// @param refused which form was not taken; null where none was sent
/// @param typed what stands in the forms
public record ShopSettingsPage(
    Frame frame,
    Desk desk,
    String base,
    Merchant shop,
    boolean edits,
    @Nullable Payout payout,
    @Nullable Bond bond,
    @Nullable Form refused,
    Map<String, String> typed,
    FormErrors errors) {
  public ShopSettingsPage {
    typed = Map.copyOf(typed);
  }

  /// The forms of the page.
  public enum Form {
    SETTINGS,
    PAYOUT,
    BOND
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /// What to say above a form; null when nothing is.
  public @Nullable String problem(Form form) {
    if (form != refused || errors.isEmpty()) {
      return null;
    }
    String general = errors.general();
    return general != null ? general : frame.texts().get("merchant.form.look");
  }

  /// What is wrong with a field of a form; null when nothing is.
  public @Nullable String error(Form form, String field) {
    return form == refused ? errors.of(field) : null;
  }

  /// Where the shop is paid.
  ///
  /// @param next where it will be paid from `nextFrom` on; null where nothing changes
  /// @param pending what the chain has been asked for and has not answered; null where nothing was
  public record Payout(
      String account,
      @Nullable String next,
      @Nullable Instant nextFrom,
      @Nullable String pending) {}

  /// The money that answers for refunds.
  ///
  /// @param leaving what was asked back; null where nothing was
  /// @param payableAt when that is paid; null where nothing was asked, or the chain has yet to say
  /// @param leavingPlain what was asked back, as the form holds it
  /// @param pending whether the chain has been asked for something
  /// @param refusal why it would not; null where it did
  /// @param isNone whether none is asked and none is there
  public record Bond(
      String required,
      String posted,
      @Nullable String leaving,
      @Nullable Instant payableAt,
      String leavingPlain,
      boolean canLeave,
      boolean pending,
      @Nullable String refusal,
      boolean isNone) {}
}
