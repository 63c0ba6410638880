package org.tongbao.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FeatureDependencyTest {
  private static final String MARKET = "org.tongbao.market.";

  /// Which package may use which. A feature never uses one that stands below it here; news travels
  /// upwards as events.
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("error", Set.of()),
          Map.entry("id", Set.of()),
          Map.entry("postgres", Set.of()),
          Map.entry("work", Set.of()),
          Map.entry("mail", Set.of("error", "id", "web", "work")),
          Map.entry(
              "webhook",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "idempotency",
                  "identity",
                  "merchant",
                  "mail",
                  "news",
                  "work")),
          Map.entry("ratelimit", Set.of("error", "web")),
          Map.entry("apikey", Set.of("error", "id", "web", "idempotency", "identity", "merchant")),
          Map.entry(
              "news", Set.of("identity", "catalog", "merchant", "fulfilment", "order", "wallet")),
          Map.entry(
              "notification", Set.of("error", "id", "web", "identity", "merchant", "mail", "news")),
          Map.entry("operations", Set.of("web", "identity", "onchain", "mail", "webhook")),
          Map.entry("mailbox", Set.of("error", "id", "web", "identity", "mail")),
          Map.entry("web", Set.of("error", "id")),
          Map.entry("idempotency", Set.of("error", "id", "web")),
          Map.entry("currency", Set.of("error", "web")),
          Map.entry("attempts", Set.of()),
          Map.entry(
              "identity", Set.of("error", "id", "web", "idempotency", "currency", "attempts")),
          Map.entry("secondfactor", Set.of("error", "web", "idempotency", "identity", "attempts")),
          Map.entry(
              "recovery",
              Set.of("error", "id", "web", "idempotency", "identity", "attempts", "mail")),
          Map.entry("passkey", Set.of("error", "id", "web", "idempotency", "identity")),
          Map.entry(
              "walletsignin",
              Set.of("error", "web", "idempotency", "identity", "onchain", "attempts")),
          Map.entry("openapi", Set.of("web", "idempotency", "identity")),
          Map.entry("address", Set.of("error", "id", "web", "identity")),
          Map.entry("onchain", Set.of("error", "id", "web", "identity")),
          Map.entry("fulfilment", Set.of("error", "identity")),
          Map.entry(
              "booking",
              Set.of(
                  "error", "id", "web", "identity", "catalog", "inventory", "merchant", "order")),
          Map.entry(
              "discovery",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "identity",
                  "currency",
                  "catalog",
                  "merchant",
                  "cart",
                  "order")),
          Map.entry(
              "order",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "identity",
                  "address",
                  "onchain",
                  "merchant",
                  "promotion",
                  "inventory",
                  "payment",
                  "treasury",
                  "fulfilment",
                  "work")),
          Map.entry("invitation", Set.of("error", "id", "web", "identity", "mail")),
          Map.entry(
              "merchant",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "idempotency",
                  "identity",
                  "currency",
                  "onchain",
                  "invitation",
                  "media",
                  "auditlog")),
          Map.entry(
              "promotion",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "idempotency",
                  "identity",
                  "currency",
                  "onchain",
                  "merchant")),
          Map.entry("inventory", Set.of("error", "id", "web", "identity", "catalog", "merchant")),
          Map.entry("audit", Set.of()),
          Map.entry(
              "payment",
              Set.of("error", "id", "web", "work", "idempotency", "identity", "currency")),
          Map.entry("backup", Set.of()),
          Map.entry(
              "reconciliation", Set.of("error", "id", "web", "idempotency", "identity", "payment")),
          Map.entry(
              "statistics",
              Set.of(
                  "id", "web", "identity", "merchant", "inventory", "order", "review", "booking")),
          Map.entry(
              "statement",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "identity",
                  "merchant",
                  "onchain",
                  "payment",
                  "order",
                  "wallet",
                  "affiliate",
                  "treasury")),
          Map.entry("auditlog", Set.of("error", "id", "web", "identity")),
          Map.entry(
              "review",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "identity",
                  "onchain",
                  "catalog",
                  "media",
                  "merchant",
                  "order")),
          Map.entry(
              "cart",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "identity",
                  "currency",
                  "catalog",
                  "inventory",
                  "merchant",
                  "booking")),
          Map.entry(
              "treasury",
              Set.of(
                  "error", "id", "web", "identity", "currency", "onchain", "payment", "auditlog")),
          Map.entry(
              "wallet",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "idempotency",
                  "identity",
                  "currency",
                  "onchain",
                  "payment",
                  "treasury",
                  "promotion")),
          Map.entry(
              "checkout",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "idempotency",
                  "identity",
                  "currency",
                  "address",
                  "catalog",
                  "inventory",
                  "merchant",
                  "promotion",
                  "cart",
                  "order",
                  "booking",
                  "affiliate")),
          Map.entry(
              "affiliate",
              Set.of("error", "id", "web", "identity", "merchant", "onchain", "order")),
          Map.entry(
              "replay",
              Set.of(
                  "error",
                  "web",
                  "identity",
                  "currency",
                  "address",
                  "catalog",
                  "inventory",
                  "merchant",
                  "cart",
                  "checkout",
                  "order",
                  "payment")),
          Map.entry("explorer", Set.of("error", "web", "identity", "onchain", "merchant", "order")),
          Map.entry(
              "storefront",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "identity",
                  "catalog",
                  "search",
                  "inventory",
                  "merchant",
                  "promotion",
                  "review",
                  "booking",
                  "cart",
                  "discovery",
                  "media")),
          Map.entry(
              "demo",
              Set.of(
                  "identity",
                  "address",
                  "catalog",
                  "media",
                  "inventory",
                  "merchant",
                  "cart",
                  "checkout",
                  "review",
                  "order",
                  "payment")),
          Map.entry(
              "search",
              Set.of("error", "id", "web", "identity", "currency", "merchant", "catalog")),
          Map.entry("media", Set.of("error", "id", "web", "idempotency", "identity")),
          Map.entry(
              "catalog",
              Set.of(
                  "error",
                  "id",
                  "web",
                  "idempotency",
                  "identity",
                  "currency",
                  "merchant",
                  "media")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tongbao.market");

  @Test
  void featuresUseOnlyWhatTheTableAllows() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      used.computeIfAbsent(feature(type), name -> new TreeSet<>()).addAll(featuresUsedBy(type));
    }
    used.remove("");

    assertThat(used.keySet()).isEqualTo(ALLOWED.keySet());
    used.forEach((feature, uses) -> assertThat(ALLOWED.get(feature)).as(feature).containsAll(uses));
  }

  @Test
  void theTableHasNoCircle() {
    // Whoever uses nothing that is left can be taken away; a circle could never be.
    Map<String, Set<String>> left = new TreeMap<>(ALLOWED);
    while (left.entrySet().removeIf(it -> it.getValue().stream().noneMatch(left::containsKey))) {
      // until nothing more goes
    }
    assertThat(left).isEmpty();
  }

  @Test
  void storesPagesAndApisAreTheirFeaturesOwn() {
    Set<String> published =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().matches(".+(Store|Pages|Api)"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(published).isEmpty();
  }

  @Test
  void onlyStoresHoldSql() {
    Set<String> others =
        CLASSES.stream()
            .filter(type -> !type.getSimpleName().endsWith("Store"))
            .filter(type -> !feature(type).equals("postgres"))
            .filter(FeatureDependencyTest::usesJdbc)
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(others).isEmpty();
  }

  private static boolean usesJdbc(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(it -> it.getTargetClass().getPackageName())
        .anyMatch(name -> name.startsWith("org.springframework.jdbc"));
  }

  private static Set<String> featuresUsedBy(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .map(FeatureDependencyTest::feature)
        .filter(name -> !name.isEmpty() && !name.equals(feature(type)))
        .collect(Collectors.toSet());
  }

  private static String feature(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(MARKET) ? name.substring(MARKET.length()).split("\\.", 2)[0] : "";
  }
}
