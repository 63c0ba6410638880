package org.tongbao.market.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;

/// Lets this process's index follow the database: it asks several times a second which products
/// changed, and reads those. An index that is missing, damaged, of another database or too old is
/// made anew from all products.
@Component
final class IndexFeed implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(IndexFeed.class);
  private static final int BATCH = 200;
  private static final UUID FIRST = new UUID(0, 0);
  private static final Duration COMMIT_AFTER = Duration.ofSeconds(5);
  private static final Duration COMMIT_ANYWAY_AFTER = Duration.ofMinutes(10);

  /// A day less than changes are kept: a transaction may end long after it noted a change.
  static final Duration TRUSTED_FOR = ProductNews.KEPT_FOR.minusDays(1);

  private final SearchStore store;
  private final Catalog catalog;
  private final Clock clock;
  private final Path folder;
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable SearchIndex index;
  private String identity = "";
  private String snapshot = "";
  private boolean written;
  private Instant committedAt = Instant.MIN;

  @Autowired
  IndexFeed(
      SearchStore store, Catalog catalog, Clock clock, @Value("${tongbao.data}") String data) {
    this(store, catalog, clock, Path.of(data).resolve("search"));
  }

  IndexFeed(SearchStore store, Catalog catalog, Clock clock, Path folder) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
    this.folder = folder;
  }

  /// The index, as far as it has followed; nothing before the first time.
  Optional<SearchIndex> index() {
    return Optional.ofNullable(index);
  }

  /// How often searches have been shown something new.
  long changes() {
    return changes.get();
  }

  private void show(SearchIndex current) throws IOException {
    current.show();
    changes.incrementAndGet();
  }

  /// Follows once. One thread does it at a time; another finds that nothing is left.
  @Scheduled(fixedDelayString = "PT0.25S")
  synchronized void follow() {
    try {
      SearchIndex current = index;
      if (current == null || current.isBroken()) {
        current = reopen(current);
      }
      if (snapshot.isEmpty()) {
        makeAnew(current);
      } else {
        catchUp(current);
      }
      commitIfDue(current);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private SearchIndex reopen(@Nullable SearchIndex broken) throws IOException {
    if (broken != null) {
      index = null;
      broken.close();
      SearchIndex.empty(folder);
    }
    SearchIndex opened = SearchIndex.open(folder);
    identity = store.identity();
    snapshot =
        opened
            .notes()
            .filter(it -> identity.equals(it.get("database")))
            .filter(it -> isFresh(it.getOrDefault("at", "")))
            .map(it -> it.getOrDefault("snapshot", ""))
            .orElse("");
    committedAt = clock.instant();
    index = opened;
    return opened;
  }

  private boolean isFresh(String at) {
    return !at.isEmpty() && Instant.parse(at).isAfter(clock.instant().minus(TRUSTED_FOR));
  }

  /// Searches see the old content until the new one is whole. What changes meanwhile is in the
  /// first answer after the snapshot.
  private void makeAnew(SearchIndex current) throws IOException {
    long start = System.nanoTime();
    String before = store.snapshot();
    current.removeAll();
    int count = 0;
    List<UUID> ids = catalog.idsAfter(FIRST, BATCH);
    while (!ids.isEmpty()) {
      put(current, ids);
      count += ids.size();
      ids = catalog.idsAfter(ids.getLast(), BATCH);
    }
    show(current);
    snapshot = before;
    commit(current);
    log.info("Made the search index of {} products in {} ms", count, millisSince(start));
  }

  private void catchUp(SearchIndex current) throws IOException {
    SearchStore.Changes changes = store.since(snapshot);
    List<UUID> products = changes.products();
    for (int i = 0; i < products.size(); i += BATCH) {
      put(current, products.subList(i, Math.min(i + BATCH, products.size())));
    }
    if (!products.isEmpty()) {
      show(current);
      written = true;
    }
    snapshot = changes.snapshot();
  }

  private void put(SearchIndex current, Collection<UUID> ids) throws IOException {
    Map<UUID, Product> onSale = new HashMap<>();
    catalog.onSale(ids).forEach(it -> onSale.put(it.id(), it));
    Set<UUID> available = store.available(onSale.keySet());
    Map<UUID, ProductRating> ratings = store.ratings(onSale.keySet());
    for (UUID id : ids) {
      Product product = onSale.get(id);
      current.put(
          id.toString(),
          product == null
              ? null
              : ProductDocument.of(
                  product, available.contains(id), ratings.getOrDefault(id, ProductRating.NONE)));
    }
  }

  private void commitIfDue(SearchIndex current) throws IOException {
    Duration since = Duration.between(committedAt, clock.instant());
    if (since.compareTo(written ? COMMIT_AFTER : COMMIT_ANYWAY_AFTER) >= 0) {
      commit(current);
    }
  }

  private void commit(SearchIndex current) throws IOException {
    Instant now = clock.instant();
    current.commit(Map.of("database", identity, "snapshot", snapshot, "at", now.toString()));
    written = false;
    committedAt = now;
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /// What was not committed is read again at the next start.
  @Override
  public synchronized void destroy() throws IOException {
    SearchIndex current = index;
    if (current != null && !current.isBroken()) {
      if (!snapshot.isEmpty()) {
        commit(current);
      }
      index = null;
      current.close();
    }
  }
}
