package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of docs/architecture.md: which module may use which.
final class ModuleDependencyTest {
  private static final String PROJECT = "org.tongbao.";

  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "primitives", Set.of(),
          "chain", Set.of("primitives"),
          "contracts", Set.of(),
          "ledger", Set.of("primitives", "contracts"),
          "payments", Set.of("primitives"),
          "market", Set.of("primitives", "payments", "ledger"),
          "app", Set.of("primitives", "chain", "contracts", "ledger", "payments", "market"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.tongbao");

  @Test
  void modulesUseOnlyWhatTheTableAllows() {
    Set<String> refused = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String used = module(dependency.getTargetClass());
        if (!used.isEmpty() && !used.equals(module(type)) && !allowedTo(type).contains(used)) {
          refused.add(dependency.getDescription());
        }
      }
    }

    assertThat(refused).isEmpty();
    assertThat(CLASSES.stream().map(ModuleDependencyTest::module).collect(Collectors.toSet()))
        .contains("primitives", "chain", "payments", "market", "app");
  }

  @Test
  void primitivesStandOnTheJdkAndTheTwoCryptographyLibraries() {
    Set<String> others =
        CLASSES.stream()
            .filter(type -> module(type).equals("primitives"))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(used -> !used.isPrimitive())
            .map(JavaClass::getPackageName)
            .filter(
                name ->
                    !name.matches(
                        "(java|javax|org\\.tongbao\\.primitives|org\\.bouncycastle|org\\.jspecify"
                            // the binding of libsecp256k1 is written in Kotlin
                            + "|fr\\.acinq|kotlin)(\\..*)?"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(others).isEmpty();
  }

  private static Set<String> allowedTo(JavaClass type) {
    Set<String> allowed = ALLOWED.get(module(type));
    if (allowed == null) {
      throw new AssertionError(type.getName() + " belongs to no module of the table");
    }
    return allowed;
  }

  private static String module(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(PROJECT) ? name.substring(PROJECT.length()).split("\\.", 2)[0] : "";
  }
}
