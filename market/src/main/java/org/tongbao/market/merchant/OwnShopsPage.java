package org.tongbao.market.merchant;

import java.util.List;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// The shops in which the visitor works.
public record OwnShopsPage(Frame frame, Desk desk, List<Merchant> shops) {
  public OwnShopsPage {
    shops = List.copyOf(shops);
  }
}
