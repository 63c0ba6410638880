package org.tongbao.market.discovery;

import java.util.List;
import org.tongbao.market.web.Frame;

/// What a visitor looked at last.
public record ViewedPage(Frame frame, List<KeptPage.Shown> products) {
  public ViewedPage {
    products = List.copyOf(products);
  }
}
