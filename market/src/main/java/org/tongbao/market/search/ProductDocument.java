package org.tongbao.market.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.tongbao.market.catalog.NamedValue;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductContent;
import org.tongbao.market.catalog.SpecificationGroup;
import org.tongbao.market.catalog.Variant;
import org.tongbao.primitives.money.Money;

/// A product as the index knows it.
final class ProductDocument {
  static final String ID = "id";
  static final String CATEGORY = "category";
  static final String MERCHANT = "merchant";
  static final String KIND = "kind";
  static final String BRAND = "brand";
  static final String TAG = "tag";
  static final String ATTRIBUTE = "attribute";
  static final String AVAILABLE = "available";
  static final String NEWEST = "newest";

  /// Each whole number of stars that a product's average reaches: what has "4 and more" has 4.
  static final String RATING = "rating";

  /// The average in hundredths, for sorting.
  static final String AVERAGE = "average";

  /// Between the name and the value of an attribute; no text holds it.
  static final char SEPARATOR = '\u0001';

  private final Document document = new Document();

  private ProductDocument() {}

  static Document of(Product product, boolean available, ProductRating rating) {
    ProductDocument made = new ProductDocument();
    made.addRating(rating);
    made.addTexts(product);
    made.addValues(product, available);
    made.addPrices(product);
    return made.document;
  }

  /// The field of a product's prices in a currency: every one, and the lowest for sorting.
  static String price(String currency) {
    return "price." + currency;
  }

  private void addTexts(Product product) {
    ProductContent content = product.content();
    addText("title", List.of(content.title().zh(), content.title().en()));
    List<String> labels = new ArrayList<>(content.tags());
    labels.add(content.brand());
    labels.add(content.model());
    content.attributes().forEach(it -> labels.add(it.value()));
    for (Variant variant : product.variants()) {
      labels.add(variant.content().sku());
      variant.content().options().forEach(it -> labels.add(it.value()));
    }
    addText("label", labels);
    List<String> body = new ArrayList<>();
    body.add(content.description().zh());
    body.add(content.description().en());
    for (SpecificationGroup group : content.specification()) {
      body.add(group.name());
      group.entries().forEach(it -> body.add(it.name() + " " + it.value()));
    }
    addText("body", body);
    document.add(new StoredField("titleZh", content.title().zh()));
    document.add(new StoredField("titleEn", content.title().en()));
  }

  private void addText(String part, List<String> texts) {
    for (String text : new HashSet<>(texts)) {
      if (!text.isEmpty()) {
        document.add(new TextField(part + ".zh", text, Field.Store.NO));
        document.add(new TextField(part + ".en", text, Field.Store.NO));
        document.add(new TextField(part + ".word", text, Field.Store.NO));
      }
    }
  }

  private void addValues(Product product, boolean available) {
    ProductContent content = product.content();
    document.add(new StringField(ID, product.id().toString(), Field.Store.YES));
    document.add(new SortedDocValuesField(ID, new BytesRef(product.id().toString())));
    addValue(MERCHANT, product.merchant().toString());
    addValue(KIND, content.kind().name());
    if (content.category() != null) {
      addValue(CATEGORY, content.category().toString());
    }
    if (!content.brand().isEmpty()) {
      addValue(BRAND, content.brand());
    }
    content.tags().forEach(tag -> addValue(TAG, tag));
    attributes(product).forEach(it -> addValue(ATTRIBUTE, term(it.name(), it.value())));
    document.add(new StringField(AVAILABLE, String.valueOf(available), Field.Store.NO));
    Instant since = product.onSaleSince();
    document.add(new NumericDocValuesField(NEWEST, since == null ? 0 : since.toEpochMilli()));
  }

  private void addRating(ProductRating rating) {
    int average = rating.averageHundredths();
    for (int stars = 1; stars * 100 <= average; stars++) {
      addValue(RATING, String.valueOf(stars));
    }
    document.add(new NumericDocValuesField(AVERAGE, average));
  }

  /// A product's own, and the options of its variants: buyers filter by colour, whichever it is.
  private static Set<NamedValue> attributes(Product product) {
    Set<NamedValue> all = new HashSet<>(product.content().attributes());
    product.variants().forEach(it -> all.addAll(it.content().options()));
    return all;
  }

  static String term(String name, String value) {
    return name + SEPARATOR + value;
  }

  private void addValue(String field, String value) {
    document.add(new StringField(field, value, Field.Store.NO));
    document.add(new SortedSetDocValuesField(field, new BytesRef(value)));
  }

  private void addPrices(Product product) {
    Map<String, Long> lowest = new TreeMap<>();
    for (Variant variant : product.variants()) {
      for (Money price : variant.content().prices()) {
        long amount = price.amountMinor().longValueExact();
        document.add(new LongPoint(price(price.currency().code()), amount));
        lowest.merge(price.currency().code(), amount, Math::min);
      }
    }
    lowest.forEach(
        (currency, amount) ->
            document.add(new NumericDocValuesField("lowest." + currency, amount)));
  }
}
