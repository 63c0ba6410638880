package org.tongbao.payments.card;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;

/// What Stripe gives to a merchant.
///
/// @param api `https://api.stripe.com`, or a sandbox's
/// @param account the account's id, begins with `acct_`
/// @param secretKey begins with `sk_` or, better, `rk_`
/// @param webhookSecret of the endpoint that was registered for our notification address, begins
///   with `whsec_`
/// @param timeout for one call
public record CardSettings(
    URI api, String account, String secretKey, String webhookSecret, Duration timeout)
    implements InstitutionSettings {
  public static final URI API = URI.create("https://api.stripe.com");

  public CardSettings {
    if (!account.startsWith("acct_")
        || !secretKey.matches("(sk|rk)_(test|live)_[A-Za-z0-9]{16,}")
        || !webhookSecret.startsWith("whsec_")) {
      throw new IllegalArgumentException("not the ids and keys of a Stripe account");
    }
  }

  @Override
  public String institution() {
    return CardInstitution.NAME;
  }

  @Override
  public PaymentInstitution connect(PaymentNames names, Clock clock) {
    return new CardInstitution(this, names, clock);
  }

  /// Whether real money moves.
  boolean isLive() {
    return secretKey.contains("_live_");
  }

  /// Leaves the keys out.
  @Override
  public String toString() {
    return "Stripe account " + account + " at " + api;
  }
}
