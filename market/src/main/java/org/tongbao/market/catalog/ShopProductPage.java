package org.tongbao.market.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The form of a product.
///
/// @param base the address of the shop's products
/// @param product null for a new one
/// @param typed what stands in the form (see [ProductForm])
/// @param slots how many variants the form has room for
/// @param currencies codes, the shop's own first
public record ShopProductPage(
    Frame frame,
    Desk desk,
    String base,
    @Nullable Product product,
    Map<String, String> typed,
    int slots,
    List<Choice> categories,
    List<String> currencies,
    FormErrors errors,
    boolean edits) {
  public ShopProductPage {
    typed = Map.copyOf(typed);
    categories = List.copyOf(categories);
    currencies = List.copyOf(currencies);
  }

  /// @param name with those above it
  public record Choice(String id, String name) {}

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  public String title() {
    String title = product == null ? "" : product.content().title().in(frame.language());
    return title.isEmpty() ? frame.texts().get("merchant.product.new") : title;
  }

  /// What is wrong, above the form; empty when nothing is.
  public String problem() {
    String general = errors.general();
    return general != null
        ? general
        : errors.byField().entrySet().stream()
            .map(it -> label(it.getKey()) + ": " + it.getValue())
            .collect(Collectors.joining(" "));
  }

  /// A field as people call it.
  private String label(String field) {
    return frame.texts().find("merchant.product.field." + field).orElse(field);
  }
}
