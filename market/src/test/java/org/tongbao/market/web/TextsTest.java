package org.tongbao.market.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tongbao.market.error.ErrorCode;

final class TextsTest {
  private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]}");
  private static final Pattern USE = Pattern.compile("t\\.get\\(\"([a-z0-9.-]+)\"[,)]");

  @Test
  void everyTextExistsInEveryLanguageWithTheSameArguments() {
    Texts english = Texts.of(Language.EN);
    Texts chinese = Texts.of(Language.ZH);

    assertThat(chinese.keys()).isEqualTo(english.keys());
    for (String key : english.keys()) {
      assertThat(english.get(key)).as(key).isNotBlank();
      assertThat(chinese.get(key)).as(key).isNotBlank();
      assertThat(arguments(chinese.get(key))).as(key).isEqualTo(arguments(english.get(key)));
    }
  }

  @Test
  void everyErrorCodeHasItsTexts() throws Exception {
    List<ErrorCode> codes =
        new ClassFileImporter()
            .importPackages("org.tongbao.market").stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getEnumConstants()))
                .map(ErrorCode.class::cast)
                .toList();

    assertThat(codes).extracting(ErrorCode::code).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    for (ErrorCode code : codes) {
      assertThat(Texts.of(Language.EN).keys())
          .contains("error." + code.code() + ".title", "error." + code.code() + ".detail");
      assertThat(code.status()).as(code.code()).isBetween(400, 599);
    }
  }

  @Test
  void everyTextThatATemplateNamesExists() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        USE.matcher(Files.readString(template)).results().map(it -> it.group(1)).forEach(used::add);
      }
    }

    assertThat(used).hasSizeGreaterThan(10);
    assertThat(Texts.of(Language.EN).keys()).containsAll(used);
  }

  @Test
  void fillsInArgumentsAndNothingElse() {
    assertThat(Texts.of(Language.EN).get("order.title", "{1}'s")).isEqualTo("Order {1}'s");
    assertThatThrownBy(() -> Texts.of(Language.EN).get("no.such.text"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(MatchResult::group).sorted().toList();
  }
}
