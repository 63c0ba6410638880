package org.tongbao.market.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;

/// A product as programs and files send it, unchecked. What is left out is empty.
///
/// @param variants left out in a change: they stay as they are
record ProductFields(
    @Nullable ProductKind kind,
    @Nullable String categoryId,
    @Nullable WordingFields title,
    @Nullable WordingFields description,
    @Nullable String brand,
    @Nullable String model,
    @Nullable List<@Nullable String> tags,
    @Nullable List<@Nullable ValueFields> attributes,
    @Nullable List<@Nullable GroupFields> specification,
    @Nullable List<@Nullable String> pictures,
    @Nullable List<@Nullable VariantFields> variants) {
  static final int TITLE_LIMIT = 200;
  static final int DESCRIPTION_LIMIT = 20_000;
  static final int NAME_LIMIT = 60;
  static final int VALUE_LIMIT = 300;
  static final int TAG_LIMIT = 30;
  static final int MOST_TAGS = 20;
  static final int MOST_ATTRIBUTES = 30;
  static final int MOST_GROUPS = 20;
  static final int MOST_ENTRIES = 40;
  static final int MOST_PICTURES = 20;
  static final int MOST_VARIANTS = 100;

  /// The checked form; refuses with the name of the first field that is wrong.
  ProductContent content() {
    WordingFields said = Fields.required("title", title);
    Wording titles = said.lines("title", TITLE_LIMIT);
    if (titles.isEmpty()) {
      throw new DomainException(RequestError.FIELD_MISSING, "title");
    }
    return new ProductContent(
        Fields.required("kind", kind),
        category(),
        titles,
        description == null ? Wording.NONE : description.texts("description", DESCRIPTION_LIMIT),
        Fields.optionalLine("brand", brand, NAME_LIMIT),
        Fields.optionalLine("model", model, NAME_LIMIT),
        unique("tags", list("tags", tags, MOST_TAGS, it -> Fields.line("tags", it, TAG_LIMIT))),
        unique("attributes", values("attributes", attributes, MOST_ATTRIBUTES, NAME_LIMIT)),
        groups(),
        pictures("pictures", pictures, MOST_PICTURES));
  }

  private @Nullable UUID category() {
    return categoryId == null || categoryId.isEmpty()
        ? null
        : Uuid7.parse(categoryId).orElseThrow(() -> Fields.malformed("categoryId"));
  }

  private List<SpecificationGroup> groups() {
    String field = "specification";
    List<SpecificationGroup> groups =
        list(
            field,
            specification,
            MOST_GROUPS,
            group ->
                new SpecificationGroup(
                    Fields.line(field, group.name, NAME_LIMIT),
                    values(field, group.entries, MOST_ENTRIES, VALUE_LIMIT)));
    unique(field, groups.stream().map(SpecificationGroup::name).toList());
    return groups;
  }

  static List<NamedValue> values(
      String field, @Nullable List<@Nullable ValueFields> values, int most, int valueLimit) {
    return list(
        field,
        values,
        most,
        it ->
            new NamedValue(
                Fields.line(field, it.name, NAME_LIMIT), Fields.line(field, it.value, valueLimit)));
  }

  static List<String> pictures(String field, @Nullable List<@Nullable String> hashes, int most) {
    return unique(field, list(field, hashes, most, hash -> picture(field, hash)));
  }

  private static String picture(String field, String hash) {
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new DomainException(CatalogError.UNKNOWN_PICTURE, field);
    }
    return hash;
  }

  static <T, R> List<R> list(
      String field, @Nullable List<@Nullable T> given, int most, Function<T, R> check) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > most) {
      throw new DomainException(CatalogError.TOO_MANY, field, String.valueOf(most));
    }
    return given.stream().map(it -> check.apply(Fields.required(field, it))).toList();
  }

  static <T> List<T> unique(String field, List<T> values) {
    Set<T> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(value)) {
        throw new DomainException(CatalogError.TWICE, field);
      }
    }
    return values;
  }

  /// A text in one or both languages.
  record WordingFields(@Nullable String zh, @Nullable String en) {
    Wording lines(String field, int limit) {
      return new Wording(
          Fields.optionalLine(field + ".zh", zh, limit),
          Fields.optionalLine(field + ".en", en, limit));
    }

    Wording texts(String field, int limit) {
      return new Wording(
          Fields.optionalText(field + ".zh", zh, limit),
          Fields.optionalText(field + ".en", en, limit));
    }
  }

  record ValueFields(@Nullable String name, @Nullable String value) {}

  record GroupFields(@Nullable String name, @Nullable List<@Nullable ValueFields> entries) {}
}
