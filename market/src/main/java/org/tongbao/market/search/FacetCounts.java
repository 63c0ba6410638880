package org.tongbao.market.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/// Counts the products that a search finds by the values of a field.
final class FacetCounts {
  private static final int MOST_VALUES = 1_000;

  private final IndexSearcher searcher;
  private final Query text;
  private final Filters filters;
  private final FacetsCollector found;

  FacetCounts(IndexSearcher searcher, Query text, Filters filters) throws IOException {
    this.searcher = searcher;
    this.text = text;
    this.filters = filters;
    this.found = collect(filters.narrow(text, null));
  }

  /// Value and count, the most frequent first; counted without the filter of the same name.
  Map<String, Integer> of(String field) throws IOException {
    return counts(field, field);
  }

  /// Every attribute's values, in one map; those of an attribute that is filtered by are counted
  /// without that filter.
  Map<String, Integer> attributes() throws IOException {
    Map<String, Integer> counts = counts(ProductDocument.ATTRIBUTE, "");
    for (String name : filters.names()) {
      String prefix = ProductDocument.ATTRIBUTE + ProductDocument.SEPARATOR;
      if (name.startsWith(prefix)) {
        String own = name.substring(prefix.length()) + ProductDocument.SEPARATOR;
        counts.keySet().removeIf(it -> it.startsWith(own));
        counts(ProductDocument.ATTRIBUTE, name)
            .forEach(
                (value, count) -> {
                  if (value.startsWith(own)) {
                    counts.put(value, count);
                  }
                });
      }
    }
    return counts;
  }

  private Map<String, Integer> counts(String field, String filter) throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    if (FieldInfos.getMergedFieldInfos(searcher.getIndexReader()).fieldInfo(field) == null) {
      return counts;
    }
    FacetsCollector collected =
        filters.names().contains(filter) ? collect(filters.narrow(text, filter)) : found;
    StringDocValuesReaderState state =
        new StringDocValuesReaderState(searcher.getIndexReader(), field);
    FacetResult result =
        new StringValueFacetCounts(state, collected).getTopChildren(MOST_VALUES, field);
    for (LabelAndValue value : result.labelValues) {
      counts.put(value.label, value.value.intValue());
    }
    return counts;
  }

  private FacetsCollector collect(Query query) throws IOException {
    return searcher.search(query, new FacetsCollectorManager());
  }
}
