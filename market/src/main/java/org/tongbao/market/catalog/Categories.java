package org.tongbao.market.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;

/// The platform's tree of categories. Thread-safe; [#tree] answers from memory and looks again when
/// what it knows is older than [#FRESH_FOR], everything else reads the database.
@Component
public class Categories {
  static final Duration FRESH_FOR = Duration.ofSeconds(2);
  static final int DEEPEST = 5;
  static final int MOST = 2_000;

  private final CategoryStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile Known known = new Known(List.of(), Instant.MIN);

  Categories(CategoryStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    // What the database refuses is rolled back alone, so that a form can still be shown after it.
    this.transaction = new TransactionTemplate(required(transaction));
    this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  private static PlatformTransactionManager required(TransactionTemplate transaction) {
    return Objects.requireNonNull(transaction.getTransactionManager());
  }

  /// All of them, those with a smaller position first.
  public List<Category> tree() {
    Instant now = clock.instant();
    Known current = known;
    if (!now.isBefore(current.staleAt)) {
      current = new Known(store.all(), now.plus(FRESH_FOR));
      known = current;
    }
    return current.categories;
  }

  /// [#tree] as the database has it now.
  List<Category> all() {
    return store.all();
  }

  /// The category and everything below it; nothing when there is no such category.
  public Set<UUID> subtree(UUID id) {
    List<Category> all = tree();
    Set<UUID> found = new LinkedHashSet<>();
    if (all.stream().anyMatch(it -> it.id().equals(id))) {
      addSubtree(id, all, found);
    }
    return found;
  }

  /// The category and those above it, from the top down; nothing when there is no such category.
  public List<Category> path(UUID id) {
    return path(tree(), id);
  }

  Optional<Category> find(UUID id) {
    return store.all().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  Category require(UUID id) {
    return find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  public Category add(@Nullable UUID parent, Wording name, int position) {
    return inTree(
        () -> {
          List<Category> all = store.all();
          if (all.size() >= MOST) {
            throw new DomainException(CatalogError.TOO_MANY, "categories", String.valueOf(MOST));
          }
          Category added = new Category(Uuid7.next(clock), parent, name, position, 1);
          checkPlace(all, added);
          store.add(added);
          return added;
        });
  }

  /// Refuses a place below itself, and one that would make a branch too deep.
  Category replace(Category wanted) {
    return inTree(
        () -> {
          Category before = require(wanted.id());
          if (before.version() != wanted.version()) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          checkPlace(store.all(), wanted);
          if (!store.update(wanted)) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          return require(wanted.id());
        });
  }

  /// Refuses with [CatalogError#CATEGORY_IN_USE] while something is in it.
  void remove(UUID id, int version) {
    try {
      inTree(
          () -> {
            Category before = require(id);
            boolean parent = store.all().stream().anyMatch(it -> id.equals(it.parent()));
            if (parent || store.isUsed(id)) {
              throw new DomainException(CatalogError.CATEGORY_IN_USE);
            }
            if (!store.remove(id, version)) {
              throw new DomainException(RequestError.CHANGED_MEANWHILE);
            }
            return before;
          });
    } catch (DataIntegrityViolationException takenMeanwhile) {
      throw new DomainException(CatalogError.CATEGORY_IN_USE);
    }
  }

  private static void checkPlace(List<Category> all, Category wanted) {
    UUID parent = wanted.parent();
    if (parent == null) {
      return;
    }
    Set<UUID> below = new LinkedHashSet<>();
    addSubtree(wanted.id(), all, below);
    if (below.contains(parent) || all.stream().noneMatch(it -> it.id().equals(parent))) {
      throw new DomainException(CatalogError.UNKNOWN_CATEGORY, "parentId");
    }
    if (path(all, parent).size() + height(all, wanted.id()) > DEEPEST) {
      throw new DomainException(CatalogError.CATEGORY_TOO_DEEP, String.valueOf(DEEPEST));
    }
  }

  private static int height(List<Category> all, UUID id) {
    return 1
        + all.stream()
            .filter(it -> id.equals(it.parent()))
            .mapToInt(it -> height(all, it.id()))
            .max()
            .orElse(0);
  }

  private static void addSubtree(UUID id, List<Category> all, Set<UUID> found) {
    found.add(id);
    for (Category each : all) {
      if (id.equals(each.parent())) {
        addSubtree(each.id(), all, found);
      }
    }
  }

  private static List<Category> path(List<Category> all, UUID id) {
    List<Category> path = new ArrayList<>();
    UUID next = id;
    while (next != null) {
      UUID wanted = next;
      Optional<Category> found = all.stream().filter(it -> it.id().equals(wanted)).findFirst();
      found.ifPresent(path::addFirst);
      next = found.map(Category::parent).orElse(null);
    }
    return List.copyOf(path);
  }

  private Category inTree(Supplier<Category> change) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                store.lockTree();
                return change.get();
              }));
    } catch (DuplicateKeyException taken) {
      throw new DomainException(CatalogError.CATEGORY_NAME_TAKEN);
    } finally {
      known = new Known(List.of(), Instant.MIN);
    }
  }

  private record Known(List<Category> categories, Instant staleAt) {}
}
