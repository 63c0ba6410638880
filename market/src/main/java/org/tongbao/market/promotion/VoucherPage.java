package org.tongbao.market.promotion;

import java.util.List;
import org.tongbao.market.web.Frame;

/// The vouchers somebody holds, and those there are to take.
public record VoucherPage(Frame frame, List<Held> held, List<CampaignView> open) {
  public VoucherPage {
    held = List.copyOf(held);
    open = List.copyOf(open);
  }

  public record Held(CampaignView campaign, long units) {}
}
