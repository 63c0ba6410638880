package org.tongbao.market.promotion;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Money;

/// A campaign that somebody wants to publish. The contract's own rules hold here already, so that
/// what is wrong is told with the name of the field.
///
/// @param merchant null for the platform's
record CampaignDraft(
    @Nullable MerchantId merchant,
    VoucherKind kind,
    Campaign.Notice notice,
    Money value,
    Money threshold,
    boolean funded,
    boolean open,
    long cap,
    long perAccount,
    Instant startsAt,
    Instant endsAt) {

  /// Hash of what buyers read, by which the chain holds the bearer to it.
  Hash content() {
    String text =
        String.join("\n", notice.nameZh(), notice.nameEn(), notice.textZh(), notice.textEn());
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).keccak256();
  }
}
