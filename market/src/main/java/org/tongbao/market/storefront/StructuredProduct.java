package org.tongbao.market.storefront;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductContent;
import org.tongbao.market.catalog.Variant;
import org.tongbao.market.media.Media;
import org.tongbao.market.storefront.ProductPage.Choice;
import org.tongbao.market.web.Frame;
import tools.jackson.databind.json.JsonMapper;

/// A product in the words of schema.org, as JSON-LD 1.1 for a script element: what could end the
/// element is written as escapes, so that no text of a shop becomes markup.
@Component
final class StructuredProduct {
  private static final String VOCABULARY = "https://schema.org";

  private final JsonMapper json;

  StructuredProduct(JsonMapper json) {
    this.json = json;
  }

  String of(Product product, List<Choice> choices, Frame frame, String shop, String address) {
    ProductContent content = product.content();
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("@context", VOCABULARY);
    said.put("@type", "Product");
    said.put("name", content.title().in(frame.language()));
    said.put("description", content.description().in(frame.language()));
    said.put("url", address);
    said.put("image", content.pictures().stream().map(StructuredProduct::absolute).toList());
    if (!content.brand().isEmpty()) {
      said.put("brand", Map.of("@type", "Brand", "name", content.brand()));
    }
    said.put("offers", offers(product, choices, frame.currency(), shop, address));
    return json.writeValueAsString(said)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private static String absolute(String hash) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path(Media.path(hash))
        .toUriString();
  }

  private static List<Map<String, Object>> offers(
      Product product, List<Choice> choices, String currency, String shop, String address) {
    List<Map<String, Object>> offers = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      Variant variant = product.variants().get(i);
      boolean available = choices.get(i).available() > 0;
      variant.content().prices().stream()
          .filter(it -> it.currency().code().equals(currency))
          .forEach(
              price -> {
                Map<String, Object> offer = new LinkedHashMap<>();
                offer.put("@type", "Offer");
                offer.put("sku", variant.content().sku());
                offer.put("price", price.toDecimal().toPlainString());
                offer.put("priceCurrency", price.currency().code());
                offer.put("availability", VOCABULARY + (available ? "/InStock" : "/OutOfStock"));
                offer.put("url", address + "?variant=" + variant.id());
                offer.put("seller", Map.of("@type", "Organization", "name", shop));
                offers.add(offer);
              });
    }
    return offers;
  }
}
