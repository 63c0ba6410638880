package org.tongbao.market.web;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Checks of what programs and forms send. Each refuses with the name of the field.
public final class Fields {
  private Fields() {}

  /// What must be there, whatever its kind.
  public static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new DomainException(RequestError.FIELD_MISSING, field);
    }
    return value;
  }

  /// One line of text, composed (NFC), without space around it, of 1 to `limit` characters.
  public static String line(String field, @Nullable String value, int limit) {
    String line = optionalLine(field, value, limit);
    if (line.isEmpty()) {
      throw new DomainException(RequestError.FIELD_MISSING, field);
    }
    return line;
  }

  /// [#line] that may be empty or absent.
  public static String optionalLine(String field, @Nullable String value, int limit) {
    String line = composed(field, value, limit);
    if (line.codePoints().anyMatch(Fields::isNoText)) {
      throw malformed(field);
    }
    return line;
  }

  /// [#optionalLine] that may have line breaks, which become `\n`, and tabs.
  public static String optionalText(String field, @Nullable String value, int limit) {
    String text = composed(field, value, limit).replace("\r\n", "\n").replace('\r', '\n');
    if (text.codePoints().anyMatch(it -> it != '\n' && it != '\t' && isNoText(it))) {
      throw malformed(field);
    }
    return text;
  }

  private static String composed(String field, @Nullable String value, int limit) {
    if (value == null) {
      return "";
    }
    // Composing makes nothing four times as long; what is far too long is not looked at.
    if (value.length() > limit * 4) {
      throw tooLong(field, limit);
    }
    String text = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    if (text.codePointCount(0, text.length()) > limit) {
      throw tooLong(field, limit);
    }
    return text;
  }

  public static DomainException malformed(String field) {
    return new DomainException(RequestError.FIELD_MALFORMED, field);
  }

  private static DomainException tooLong(String field, int limit) {
    return new DomainException(RequestError.FIELD_TOO_LONG, field, String.valueOf(limit));
  }

  /// Control characters, line breaks, halves of characters, and what turns the direction of text.
  private static boolean isNoText(int character) {
    return Character.isISOControl(character)
        || character == 0x2028
        || character == 0x2029
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069)
        || Character.getType(character) == Character.SURROGATE
        || !Character.isDefined(character);
  }
}
