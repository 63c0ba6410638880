package org.tongbao.market.affiliate;

import java.math.BigDecimal;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What a shop pays to affiliates.
///
/// @param nowBps in 1/10,000 of the price of goods
/// @param mostBps what the shop has agreed to
/// @param version of the rate
/// @param manages whether the caller changes it
/// @param typed into the form
public record ShopAffiliatePage(
    Frame frame,
    Desk desk,
    String address,
    int nowBps,
    int mostBps,
    int version,
    boolean manages,
    String typed,
    FormErrors errors) {
  /// Basis points as people read them, `2.5 %`.
  public String percent(int bps) {
    return plain(bps) + " %";
  }

  static String plain(int bps) {
    return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString();
  }
}
