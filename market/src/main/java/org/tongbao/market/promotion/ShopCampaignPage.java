package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;

/// A campaign as its shop sees it, and what can be done with it.
///
/// @param standing the end of the key of its text
/// @param manages whether the caller hands vouchers out
/// @param funds whether the caller uses the shop's money
/// @param codes just made, shown this once
/// @param failed the form that was refused; empty when none was
/// @param typed into it
public record ShopCampaignPage(
    Frame frame,
    Desk desk,
    String address,
    CampaignView.Managed managed,
    String standing,
    boolean manages,
    boolean funds,
    List<String> codes,
    FormErrors errors,
    String failed,
    Map<String, String> typed) {
  public ShopCampaignPage {
    codes = List.copyOf(codes);
    typed = Map.copyOf(typed);
  }

  public CampaignView campaign() {
    return managed.campaign();
  }

  public String name() {
    return zh() ? campaign().nameZh() : campaign().nameEn();
  }

  public String text() {
    return zh() ? campaign().textZh() : campaign().textEn();
  }

  private boolean zh() {
    return frame.language() == Language.ZH;
  }

  public boolean runs() {
    return standing.equals("RUNNING");
  }

  /// Whether the chain has been asked for something and has not answered.
  public boolean isUnderWay() {
    return standing.equals("PUBLISHING")
        || managed.fundings().stream().anyMatch(it -> it.state().equals("PENDING"));
  }

  /// Whether money can still be put into a pot.
  public boolean canBeFunded() {
    return funds && campaign().funded() && (runs() || standing.equals("COMING"));
  }

  public String currency() {
    return campaign().value().currency();
  }

  public String money(long minor) {
    return frame.money(minor, currency());
  }

  public String value() {
    return money(campaign().value().amountMinor().longValueExact());
  }

  public @Nullable String threshold() {
    long minor = campaign().threshold().amountMinor().longValueExact();
    return minor == 0 ? null : money(minor);
  }

  /// How much of the whole is claimed, in percent.
  public long share() {
    return campaign().cap() == 0 ? 0 : managed.claimed() * 100 / campaign().cap();
  }

  public List<Funding> fundings() {
    return managed.fundings().stream()
        .map(it -> new Funding(money(it.amountMinor()), it.state(), it.refusal(), it.at()))
        .toList();
  }

  /// Money for the pot.
  public record Funding(String amount, String state, @Nullable String refusal, Instant at) {}

  public String typed(String form, String field, String otherwise) {
    return failed.equals(form) ? typed.getOrDefault(field, "") : otherwise;
  }

  public @Nullable String error(String form, String field) {
    return failed.equals(form) ? errors.of(field) : null;
  }

  public @Nullable String problem(String form) {
    return failed.equals(form) ? errors.general() : null;
  }
}
