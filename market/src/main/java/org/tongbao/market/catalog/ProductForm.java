package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.catalog.ProductFields.GroupFields;
import org.tongbao.market.catalog.ProductFields.ValueFields;
import org.tongbao.market.catalog.ProductFields.WordingFields;
import org.tongbao.market.catalog.VariantFields.PriceFields;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.MoneyText;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A product as the fields of a form: lists as lines of text, amounts in major units, variants as
/// `v0.sku`, `v1.sku` and so on. A variant whose number is empty is none.
final class ProductForm {
  private static final int ROOM_OF_A_NEW_ONE = 2;

  private ProductForm() {}

  /// The form of a product, or of a new one.
  static Map<String, String> typed(@Nullable Product product) {
    Map<String, String> typed = new HashMap<>();
    if (product == null) {
      typed.put("kind", ProductKind.GOODS.name());
      return typed;
    }
    ProductContent content = product.content();
    UUID category = content.category();
    typed.put("kind", content.kind().name());
    typed.put("categoryId", category == null ? "" : category.toString());
    typed.put("title.zh", content.title().zh());
    typed.put("title.en", content.title().en());
    typed.put("description.zh", content.description().zh());
    typed.put("description.en", content.description().en());
    typed.put("brand", content.brand());
    typed.put("model", content.model());
    typed.put("tags", String.join(", ", content.tags()));
    typed.put("attributes", lines(content.attributes()));
    typed.put(
        "specification",
        content.specification().stream()
            .map(it -> "[" + it.name() + "]\n" + lines(it.entries()))
            .collect(Collectors.joining("\n")));
    for (int i = 0; i < content.pictures().size(); i++) {
      typed.put("picture." + content.pictures().get(i), String.valueOf(i + 1));
    }
    for (int i = 0; i < product.variants().size(); i++) {
      put(typed, "v" + i + ".", product.variants().get(i));
    }
    return typed;
  }

  private static void put(Map<String, String> typed, String at, Variant variant) {
    VariantContent content = variant.content();
    typed.put(at + "id", variant.id().toString());
    typed.put(at + "sku", content.sku());
    typed.put(
        at + "options",
        content.options().stream()
            .map(it -> it.name() + "=" + it.value())
            .collect(Collectors.joining("; ")));
    typed.put(at + "weight", content.weightGrams() == 0 ? "" : "" + content.weightGrams());
    for (Money price : content.prices()) {
      String code = price.currency().code();
      typed.put(at + "price." + code, MoneyText.plain(price.amountMinor().longValueExact(), code));
    }
  }

  private static String lines(List<NamedValue> values) {
    return values.stream()
        .map(it -> it.name() + " = " + it.value())
        .collect(Collectors.joining("\n"));
  }

  /// How many variants a form has room for: those it has, and some more.
  static int slots(Map<String, String> typed) {
    int used = 0;
    while (typed.containsKey("v" + used + ".sku")) {
      used++;
    }
    boolean roomy = used > 0 && typed.getOrDefault("v" + (used - 1) + ".sku", "").isEmpty();
    int room = used == 0 ? ROOM_OF_A_NEW_ONE : roomy ? used : used + 1;
    return Math.min(ProductFields.MOST_VARIANTS, room);
  }

  /// What the form says, as the REST API takes it; refuses with the name of the field.
  ///
  /// @param known the product as it is: pictures of variants, which no form has, stay
  static ProductFields fields(
      Map<String, String> typed, @Nullable Product known, List<String> currencies) {
    return new ProductFields(
        kind(typed.getOrDefault("kind", "")),
        typed.get("categoryId"),
        new WordingFields(typed.get("title.zh"), typed.get("title.en")),
        new WordingFields(typed.get("description.zh"), typed.get("description.en")),
        typed.get("brand"),
        typed.get("model"),
        words(typed.getOrDefault("tags", "")),
        values("attributes", typed.getOrDefault("attributes", "").lines().toList()),
        groups(typed.getOrDefault("specification", "")),
        pictures(typed),
        variants(typed, known, currencies));
  }

  private static @Nullable ProductKind kind(String word) {
    return Arrays.stream(ProductKind.values())
        .filter(it -> it.name().equals(word))
        .findFirst()
        .orElse(null);
  }

  private static List<@Nullable String> words(String typed) {
    List<@Nullable String> words = new ArrayList<>();
    for (String word : typed.split("[,，、\n]")) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }

  private static List<@Nullable ValueFields> values(String field, List<String> lines) {
    List<@Nullable ValueFields> values = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        String[] sides = line.split("[=：:]", 2);
        if (sides.length < 2) {
          throw Fields.malformed(field);
        }
        values.add(new ValueFields(sides[0], sides[1]));
      }
    }
    return values;
  }

  private static List<@Nullable GroupFields> groups(String typed) {
    List<@Nullable GroupFields> groups = new ArrayList<>();
    String name = null;
    List<String> lines = new ArrayList<>();
    for (String line : typed.lines().map(String::strip).toList()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        add(groups, name, lines);
        name = line.substring(1, line.length() - 1);
        lines = new ArrayList<>();
      } else if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    add(groups, name, lines);
    return groups;
  }

  private static void add(
      List<@Nullable GroupFields> groups, @Nullable String name, List<String> lines) {
    if (name == null) {
      if (!lines.isEmpty()) {
        throw Fields.malformed("specification");
      }
      return;
    }
    groups.add(new GroupFields(name, values("specification", lines)));
  }

  /// Those that are not taken away, in the order of their numbers.
  private static List<@Nullable String> pictures(Map<String, String> typed) {
    record Placed(String hash, int place) {}
    List<@Nullable String> hashes = new ArrayList<>();
    typed.entrySet().stream()
        .filter(it -> it.getKey().matches("picture\\.[0-9a-f]{64}"))
        .filter(it -> !typed.containsKey(it.getKey() + ".gone"))
        .map(it -> new Placed(it.getKey().substring(8), place(it.getValue())))
        .sorted(Comparator.comparingInt(Placed::place).thenComparing(Placed::hash))
        .forEach(it -> hashes.add(it.hash()));
    return hashes;
  }

  private static int place(String typed) {
    if (!typed.strip().matches("[0-9]{1,3}")) {
      throw Fields.malformed("pictures");
    }
    return Integer.parseInt(typed.strip());
  }

  private static List<@Nullable VariantFields> variants(
      Map<String, String> typed, @Nullable Product known, List<String> currencies) {
    List<@Nullable VariantFields> variants = new ArrayList<>();
    for (int i = 0; typed.containsKey("v" + i + ".sku"); i++) {
      String at = "v" + i + ".";
      boolean gone = typed.containsKey(at + "gone") || typed.getOrDefault(at + "sku", "").isBlank();
      if (!gone) {
        variants.add(variant(typed, at, known, currencies));
      }
    }
    return variants;
  }

  private static VariantFields variant(
      Map<String, String> typed, String at, @Nullable Product known, List<String> currencies) {
    String id = typed.getOrDefault(at + "id", "");
    List<@Nullable PriceFields> prices = new ArrayList<>();
    for (String code : currencies) {
      AmountText.optionalMinor("prices", typed.get(at + "price." + code), Currency.of(code))
          .ifPresent(minor -> prices.add(new PriceFields(minor, code)));
    }
    List<@Nullable String> pictures = new ArrayList<>();
    variantOf(known, id).ifPresent(it -> pictures.addAll(it.content().pictures()));
    return new VariantFields(
        id.isEmpty() ? null : id,
        typed.get(at + "sku"),
        values("options", List.of(typed.getOrDefault(at + "options", "").split("[;；\n]"))),
        weight(typed.getOrDefault(at + "weight", "").strip()),
        pictures,
        prices);
  }

  private static Optional<Variant> variantOf(@Nullable Product known, String id) {
    return known == null
        ? Optional.empty()
        : known.variants().stream().filter(it -> it.id().toString().equals(id)).findFirst();
  }

  private static int weight(String typed) {
    if (typed.isEmpty()) {
      return 0;
    }
    if (!typed.matches("[0-9]{1,7}")) {
      throw Fields.malformed("weightGrams");
    }
    return Integer.parseInt(typed);
  }
}
