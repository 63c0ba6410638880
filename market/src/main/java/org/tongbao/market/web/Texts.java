package org.tongbao.market.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The texts of one language, from `messages_<code>.properties`. `{0}`, `{1}` … stand for
/// arguments; nothing else in a text has a special meaning.
public final class Texts {
  private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Texts(language, load(language)));
    }
  }

  private final Language language;
  private final Properties texts;

  private Texts(Language language, Properties texts) {
    this.language = language;
    this.texts = texts;
  }

  public static Texts of(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }

  /// The text of `key`. A missing one is a bug that a test finds; it throws.
  public String get(String key, Object... arguments) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + language);
    }
    for (int i = 0; i < arguments.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
    }
    return text;
  }

  /// The text of `key` where there is one.
  public Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  private static Properties load(Language language) {
    String file = "/messages_" + language.code() + ".properties";
    try (InputStream stream = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file)) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
