package org.tongbao.market.inventory;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// How many of each variant of a product there are, and what came and went.
///
/// @param base the address of the page
/// @param failed of which variant a form was refused; null when none was
public record ShopStockPage(
    Frame frame,
    Desk desk,
    String base,
    List<Row> rows,
    boolean edits,
    FormErrors errors,
    @Nullable UUID failed) {
  public ShopStockPage {
    rows = List.copyOf(rows);
  }

  public record Row(UUID variant, String sku, String options, Stock stock) {}
}
