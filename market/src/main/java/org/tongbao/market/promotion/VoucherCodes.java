package org.tongbao.market.promotion;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Codes for units of a campaign: recharge codes and gift cards that are handed to people outside.
/// A code has 100 random bits, is shown when it is made and never again, and works once.
/// Thread-safe.
@Component
class VoucherCodes {
  static final int MOST_AT_ONCE = 1_000;

  /// Crockford's base 32: no I, L, O and U.
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int LENGTH = 20;
  private static final int GROUP = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final VoucherCodeStore store;
  private final Campaigns campaigns;
  private final Claims claims;
  private final TransactionTemplate transaction;
  private final Clock clock;

  VoucherCodes(
      VoucherCodeStore store,
      Campaigns campaigns,
      Claims claims,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.campaigns = campaigns;
    this.claims = claims;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Makes so many codes, each for so many units. What the campaign has left, and its pot, is asked
  /// when they are used.
  List<String> make(UserId by, Campaign campaign, int count, long units) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<String> codes = new ArrayList<>();
              for (int i = 0; i < count; i++) {
                String code = random();
                store.add(hash(code), campaign.id(), units, by, clock.instant());
                codes.add(code);
              }
              return codes;
            }));
  }

  /// Turns a code into a claim of its units. Refuses with [PromotionError#UNKNOWN_CODE] one that is
  /// not known or was used, and as [Claims#grant] does; then it can be used later.
  Claims.Claim use(UserId user, String typed) {
    Hash code = hash(typed);
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              VoucherCodeStore.Code known =
                  store
                      .lockUnused(code)
                      .orElseThrow(() -> new DomainException(PromotionError.UNKNOWN_CODE));
              Claims.Claim claim =
                  claims.grant(user, campaigns.require(known.campaign()), known.units());
              store.use(code, claim.id(), user, clock.instant());
              return claim;
            }));
  }

  private static String random() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(i > 0 && i % GROUP == 0 ? "-" : "");
      code.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return code.toString();
  }

  /// Of what was typed, whatever its case and dashes; letters that look like digits are these.
  private static Hash hash(String typed) {
    String digits =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return Bytes.wrap(digits.getBytes(StandardCharsets.UTF_8)).keccak256();
  }
}
