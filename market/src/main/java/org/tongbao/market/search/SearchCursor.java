package org.tongbao.market.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Where the next part of what was found begins: the sort values of the last product shown. They
/// hold in every process and however the index changes in between.
final class SearchCursor {
  private SearchCursor() {}

  static String of(SearchRequest request, FieldDoc last) {
    List<String> parts = new ArrayList<>(List.of(request.fingerprint()));
    for (Object value : last.fields) {
      parts.add(
          switch (value) {
            case Float score -> "f" + Float.floatToIntBits(score);
            case Long number -> "l" + number;
            case BytesRef text -> "t" + text.utf8ToString();
            default -> throw new IllegalStateException("sorted by " + value.getClass());
          });
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(" ", parts).getBytes(StandardCharsets.UTF_8));
  }

  /// Refuses what was not given out for this search.
  static @Nullable FieldDoc parse(SearchRequest request, @Nullable String cursor, int values) {
    if (cursor == null) {
      return null;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
      if (parts.length != values + 1 || !parts[0].equals(request.fingerprint())) {
        throw new DomainException(RequestError.MALFORMED);
      }
      Object[] fields = new Object[values];
      for (int i = 0; i < values; i++) {
        fields[i] = value(parts[i + 1]);
      }
      return new FieldDoc(0, Float.NaN, fields);
    } catch (IllegalArgumentException notOurs) {
      throw new DomainException(RequestError.MALFORMED);
    }
  }

  private static Object value(String part) {
    String value = part.substring(1);
    return switch (part.charAt(0)) {
      case 'f' -> Float.intBitsToFloat(Integer.parseInt(value));
      case 'l' -> Long.valueOf(value);
      case 't' -> new BytesRef(value);
      default -> throw new IllegalArgumentException(part);
    };
  }
}
