package org.tongbao.market.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.Language;

/// Looks products up in this process's index. Thread-safe.
@Component
final class Search {
  private static final int MOST_SUGGESTIONS = 10;
  private static final int LOOKED_AT = 100;

  private final IndexFeed feed;

  Search(IndexFeed feed) {
    this.feed = feed;
  }

  /// @param ids in the order that was asked for
  /// @param next null at the end
  /// @param counts by field; empty unless asked for
  record Found(
      int total, List<UUID> ids, @Nullable String next, Map<String, Map<String, Integer>> counts) {}

  Found find(SearchRequest request, int limit, @Nullable String cursor, boolean counted) {
    return in(searcher -> find(searcher, request, limit, cursor, counted));
  }

  /// How often what is searched has changed.
  long changes() {
    return feed.changes();
  }

  /// Titles of products on sale in which what was typed goes on, the best first.
  List<String> suggest(String text, Language language) {
    return in(
        searcher -> {
          Query query = TextQuery.beginning(text, searcher.getIndexReader());
          StoredFields stored = searcher.storedFields();
          Set<String> titles = new LinkedHashSet<>();
          for (ScoreDoc hit : searcher.search(query, LOOKED_AT).scoreDocs) {
            titles.add(title(stored.document(hit.doc), language));
          }
          return titles.stream().limit(MOST_SUGGESTIONS).toList();
        });
  }

  private static String title(Document document, Language language) {
    String zh = Objects.requireNonNullElse(document.get("titleZh"), "");
    String en = Objects.requireNonNullElse(document.get("titleEn"), "");
    boolean chinese = language == Language.ZH ? !zh.isEmpty() : en.isEmpty();
    return chinese ? zh : en;
  }

  private static Found find(
      IndexSearcher searcher,
      SearchRequest request,
      int limit,
      @Nullable String cursor,
      boolean counted)
      throws IOException {
    Filters filters = new Filters(request);
    TextQuery words = TextQuery.of(request.text(), searcher.getIndexReader());
    Query text = words.all();
    int total = searcher.count(filters.narrow(text, null));
    if (total == 0 && words.most().isPresent()) {
      text = words.most().get();
      total = searcher.count(filters.narrow(text, null));
    }
    Sort sort = sort(request);
    FieldDoc after = SearchCursor.parse(request, cursor, sort.getSort().length);
    if (after != null) {
      // The last sort value is the product's id, so this only says: not that product again.
      after.doc = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
    }
    TopFieldDocs page =
        searcher.searchAfter(after, filters.narrow(text, null), limit + 1, sort, false);
    List<UUID> ids = new ArrayList<>();
    StoredFields stored = searcher.storedFields();
    int shown = Math.min(limit, page.scoreDocs.length);
    for (int i = 0; i < shown; i++) {
      Document document = stored.document(page.scoreDocs[i].doc, Set.of(ProductDocument.ID));
      ids.add(UUID.fromString(document.get(ProductDocument.ID)));
    }
    String next =
        page.scoreDocs.length > limit
            ? SearchCursor.of(request, (FieldDoc) page.scoreDocs[limit - 1])
            : null;
    return new Found(
        total, ids, next, counted ? counts(searcher, text, filters) : new LinkedHashMap<>());
  }

  private static Map<String, Map<String, Integer>> counts(
      IndexSearcher searcher, Query text, Filters filters) throws IOException {
    FacetCounts facets = new FacetCounts(searcher, text, filters);
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    for (String field :
        List.of(
            ProductDocument.CATEGORY,
            ProductDocument.MERCHANT,
            ProductDocument.KIND,
            ProductDocument.BRAND,
            ProductDocument.TAG,
            ProductDocument.RATING)) {
      counts.put(field, facets.of(field));
    }
    counts.put(ProductDocument.ATTRIBUTE, facets.attributes());
    return counts;
  }

  /// Ties are broken by the newest, and at last by the id, so that the order is the same in every
  /// process.
  private static Sort sort(SearchRequest request) {
    List<SortField> fields = new ArrayList<>();
    switch (request.sorting()) {
      case RELEVANCE -> fields.add(SortField.FIELD_SCORE);
      case PRICE -> fields.add(price(request, false));
      case PRICE_DESC -> fields.add(price(request, true));
      case RATING -> fields.add(new SortField(ProductDocument.AVERAGE, SortField.Type.LONG, true));
      case NEWEST -> {}
    }
    fields.add(new SortField(ProductDocument.NEWEST, SortField.Type.LONG, true));
    fields.add(new SortField(ProductDocument.ID, SortField.Type.STRING));
    return new Sort(fields.toArray(SortField[]::new));
  }

  private static SortField price(SearchRequest request, boolean highestFirst) {
    return new SortField("lowest." + request.currency(), SortField.Type.LONG, highestFirst);
  }

  private <T> T in(SearchIndex.Searching<T> searching) {
    SearchIndex index = feed.index().orElseThrow(() -> new DomainException(SearchError.NOT_READY));
    try {
      return index.search(searching);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
