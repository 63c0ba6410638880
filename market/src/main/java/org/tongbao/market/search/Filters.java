package org.tongbao.market.search;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The filters of a search, each under the name of what it filters by: a facet is counted without
/// its own filter, so that it shows what else could be chosen.
final class Filters {
  private final Map<String, Query> byName = new LinkedHashMap<>();

  Filters(SearchRequest request) {
    if (request.categories() != null) {
      add(
          ProductDocument.CATEGORY,
          ProductDocument.CATEGORY,
          request.categories().stream().map(Object::toString).toList());
    }
    if (request.merchant() != null) {
      addTerm(ProductDocument.MERCHANT, request.merchant().toString());
    }
    if (request.kind() != null) {
      addTerm(ProductDocument.KIND, request.kind().name());
    }
    if (!request.brands().isEmpty()) {
      add(ProductDocument.BRAND, ProductDocument.BRAND, request.brands());
    }
    // A product has several tags: each that is asked for has to be there.
    request.tags().forEach(tag -> addTerm(ProductDocument.TAG, tag));
    request
        .attributes()
        .forEach(
            (name, values) ->
                add(attribute(name), ProductDocument.ATTRIBUTE, SearchRequest.terms(name, values)));
    if (request.minRating() != null) {
      addTerm(ProductDocument.RATING, request.minRating().toString());
    }
    if (request.availableOnly()) {
      addTerm(ProductDocument.AVAILABLE, "true");
    }
    if (request.needsPrice()) {
      byName.put("price", price(request));
    }
  }

  /// The name of the filter by an attribute.
  static String attribute(String name) {
    return ProductDocument.ATTRIBUTE + ProductDocument.SEPARATOR + name;
  }

  Collection<String> names() {
    return byName.keySet();
  }

  /// The query narrowed by every filter but the one of this name.
  Query narrow(Query query, @Nullable String except) {
    BooleanQuery.Builder narrowed = new BooleanQuery.Builder().add(query, Occur.MUST);
    byName.forEach(
        (name, filter) -> {
          if (!name.equals(except)) {
            narrowed.add(filter, Occur.FILTER);
          }
        });
    return narrowed.build();
  }

  private static Query price(SearchRequest request) {
    Long lowest = request.minPrice();
    Long highest = request.maxPrice();
    return LongPoint.newRangeQuery(
        ProductDocument.price(request.currency()),
        lowest == null ? 0 : lowest,
        highest == null ? Long.MAX_VALUE : highest);
  }

  private void addTerm(String field, String value) {
    byName.merge(
        field,
        new TermQuery(new Term(field, value)),
        (one, other) ->
            new BooleanQuery.Builder().add(one, Occur.FILTER).add(other, Occur.FILTER).build());
  }

  private void add(String name, String field, Collection<String> values) {
    byName.put(name, new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()));
  }
}
