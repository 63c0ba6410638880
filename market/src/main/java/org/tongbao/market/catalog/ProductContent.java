package org.tongbao.market.catalog;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a merchant says about a product; checked.
///
/// @param category none while it is a draft, perhaps
/// @param attributes what buyers filter by; a name may have several values
/// @param pictures hashes of media, the first one shown in lists
public record ProductContent(
    ProductKind kind,
    @Nullable UUID category,
    Wording title,
    Wording description,
    String brand,
    String model,
    List<String> tags,
    List<NamedValue> attributes,
    List<SpecificationGroup> specification,
    List<String> pictures) {
  public ProductContent {
    tags = List.copyOf(tags);
    attributes = List.copyOf(attributes);
    specification = List.copyOf(specification);
    pictures = List.copyOf(pictures);
  }
}
