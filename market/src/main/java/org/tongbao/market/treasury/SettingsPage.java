package org.tongbao.market.treasury;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.RefusedForm;

/// What the platform has set about money: from which amount withdrawals need two people, and what
/// pays for campaigns and points.
///
/// @param mayPropose whether the visitor may propose another limit
/// @param mayFund whether the visitor may give the sponsor money
public record SettingsPage(
    Frame frame,
    Desk desk,
    List<Limit> limits,
    boolean mayPropose,
    List<Sponsor> sponsors,
    List<Funding> fundings,
    boolean mayFund,
    RefusedForm refused) {
  /// The forms, by the words that [RefusedForm] knows them by.
  public static final String LIMIT = "two-person-limits";

  public static final String FUNDING = "sponsor-fundings";

  public SettingsPage {
    limits = List.copyOf(limits);
    sponsors = List.copyOf(sponsors);
    fundings = List.copyOf(fundings);
  }

  /// @param amount as people read it; empty where one person is enough for nothing
  /// @param proposed what was proposed last, as people read it; empty where nothing is under way
  public record Limit(
      String currency,
      String amount,
      @Nullable Instant since,
      String proposed,
      String state,
      @Nullable Instant readyAt) {}

  /// @param balance what the sponsor has; `fees` and `own`: what it can be given
  public record Sponsor(String currency, String balance, String fees, String own) {}

  public record Funding(
      Instant at,
      String source,
      String amount,
      String state,
      @Nullable String refusal,
      @Nullable String transaction) {}

  public List<String> sources() {
    return List.of(SponsorFunding.Source.OWN_MONEY.name(), SponsorFunding.Source.FEES.name());
  }
}
