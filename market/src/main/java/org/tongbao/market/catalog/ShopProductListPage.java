package org.tongbao.market.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// A shop's products, newest first.
///
/// @param base the address of the list
/// @param state what is shown; empty for all
/// @param next the cursor of the following part; null at the end
public record ShopProductListPage(
    Frame frame,
    Desk desk,
    String base,
    String state,
    String q,
    List<Row> products,
    @Nullable String next,
    boolean edits) {
  public ShopProductListPage {
    products = List.copyOf(products);
  }

  /// @param price of the cheapest variant in the shop's currency; empty where there is none
  public record Row(Product product, String title, String category, String price) {
    public @Nullable String picture() {
      List<String> pictures = product.content().pictures();
      return pictures.isEmpty() ? null : pictures.getFirst();
    }
  }

  /// The address of the list in a state.
  public String address(String of) {
    return base + (of.isEmpty() ? "" : "?state=" + of);
  }

  public String nextAddress() {
    return base
        + "?state="
        + state
        + "&q="
        + URLEncoder.encode(q, StandardCharsets.UTF_8)
        + "&cursor="
        + next;
  }

  /// The states as links.
  public List<Desk.Link> tabs() {
    return List.of(
        tab("", "all"),
        tab("ON_SALE", "on_sale"),
        tab("DRAFT", "draft"),
        tab("WITHDRAWN", "withdrawn"));
  }

  private Desk.Link tab(String of, String word) {
    return Desk.Link.to(frame.texts().get("merchant.products." + word), address(of));
  }
}
