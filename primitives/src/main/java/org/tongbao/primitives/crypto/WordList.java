package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The word lists of BIP-39, 2,048 words each. Loaded when first used.
public enum WordList {
  ENGLISH,
  CZECH,
  FRENCH,
  ITALIAN,
  JAPANESE,
  KOREAN,
  PORTUGUESE,
  SIMPLIFIED_CHINESE,
  SPANISH,
  TRADITIONAL_CHINESE;

  static final int SIZE = 2048;

  private static final Map<WordList, Words> LOADED = new ConcurrentHashMap<>();

  /// @param index by the NFKD form of each word
  private record Words(List<String> words, Map<String, Integer> index) {}

  /// The word of a number from 0 to 2,047.
  String word(int number) {
    return loaded().words().get(number);
  }

  /// The number of a word in any Unicode form, or null when it is not in the list.
  @Nullable Integer number(String word) {
    return loaded().index().get(normalize(word));
  }

  /// What phrases of this language are written with between the words.
  String separator() {
    return this == JAPANESE ? "\u3000" : " ";
  }

  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD);
  }

  private Words loaded() {
    return LOADED.computeIfAbsent(this, WordList::load);
  }

  private Words load() {
    String file = "bip39/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    try (InputStream in = WordList.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      List<String> all = new String(in.readAllBytes(), UTF_8).lines().toList();
      Map<String, Integer> index = HashMap.newHashMap(SIZE);
      for (String word : all) {
        index.put(normalize(word), index.size());
      }
      if (all.size() != SIZE || index.size() != SIZE) {
        throw new IllegalStateException(file + " does not hold 2,048 different words");
      }
      return new Words(all, Map.copyOf(index));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
