package org.tongbao.market.mail;

import java.util.regex.Pattern;
import org.tongbao.market.web.Language;

/// What somebody is to be told by mail. The subject becomes one line, so that nothing in it can
/// become a header; the text may have any lines. What a reader shows instead of plain text is made
/// of the text.
///
/// @param to an address as RFC 5321 has it, in ASCII: what login names of that kind are
/// @param language what the text is written in
public record Letter(String to, String subject, String text, Language language) {
  static final int SUBJECT_LIMIT = 200;
  static final int TEXT_LIMIT = 50_000;

  private static final int ADDRESS_LIMIT = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern ADDRESS =
      Pattern.compile(ATOM + "(\\." + ATOM + ")*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
  private static final Pattern SPACE = Pattern.compile("[\\p{Cntrl}\\p{Z}\\p{Cf}]+");
  private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

  public Letter {
    if (!isAddress(to)) {
      throw new IllegalArgumentException("not an address of mail");
    }
    subject = cut(SPACE.matcher(subject).replaceAll(" ").strip());
    text = NO_TEXT.matcher(text.replace("\r\n", "\n")).replaceAll("").strip() + "\n";
    if (subject.isEmpty() || text.length() > TEXT_LIMIT) {
      throw new IllegalArgumentException("a letter without a subject, or too long");
    }
  }

  /// Whether mail can be addressed like this.
  public static boolean isAddress(String text) {
    return text.length() <= ADDRESS_LIMIT && ADDRESS.matcher(text).matches();
  }

  private static String cut(String subject) {
    return subject.codePointCount(0, subject.length()) <= SUBJECT_LIMIT
        ? subject
        : subject.substring(0, subject.offsetByCodePoints(0, SUBJECT_LIMIT - 1)) + "…";
  }
}
