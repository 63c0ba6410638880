package org.tongbao.market.identity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tongbao.market.error.DomainException;

/// What somebody signs in with, in the one form in which it is stored: an e-mail address in lower
/// case (RFC 5321, a dot-atom before the `@`, the domain in its ASCII form) or a phone number as
/// E.164 spells it.
public record LoginName(Kind kind, String value) {
  public enum Kind {
    EMAIL,
    PHONE
  }

  private static final int LIMIT = 254;
  private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final Pattern DOMAIN =
      Pattern.compile("(" + LABEL + "\\.)+[a-z][a-z0-9-]*[a-z0-9]");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

  public LoginName {
    boolean wellFormed =
        switch (kind) {
          case EMAIL -> isEmail(value);
          case PHONE -> PHONE.matcher(value).matches();
        };
    if (!wellFormed) {
      throw new DomainException(IdentityError.LOGIN_NAME_MALFORMED);
    }
  }

  /// Reads what a person typed; refuses with [IdentityError#LOGIN_NAME_MALFORMED] what is neither.
  public static LoginName parse(String typed) {
    if (typed.length() > LIMIT) {
      throw new DomainException(IdentityError.LOGIN_NAME_MALFORMED);
    }
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    return plain.contains("@")
        ? new LoginName(Kind.EMAIL, email(plain))
        : new LoginName(Kind.PHONE, phone(plain).orElse(""));
  }

  /// The phone number in what a person typed, with its country code; single spaces and hyphens
  /// between digits are left out. Nothing when it is none.
  public static Optional<String> phone(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    String number = plain.replaceAll("(?<=[0-9])[ -](?=[0-9])", "");
    return PHONE.matcher(number).matches() ? Optional.of(number) : Optional.empty();
  }

  private static String email(String plain) {
    int at = plain.lastIndexOf('@');
    try {
      String domain = IDN.toASCII(plain.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
      return (plain.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      throw new DomainException(IdentityError.LOGIN_NAME_MALFORMED);
    }
  }

  private static boolean isEmail(String value) {
    int at = value.lastIndexOf('@');
    return value.length() <= LIMIT
        && at >= 1
        && at <= 64
        && LOCAL_PART.matcher(value.substring(0, at)).matches()
        && DOMAIN.matcher(value.substring(at + 1)).matches();
  }
}
