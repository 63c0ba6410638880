package org.tongbao.market.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;

/// Which passwords are taken: long enough, and not among those that are tried first. No rules about
/// kinds of characters (NIST SP 800-63B, 3.1.1.2). Thread-safe.
@Component
public final class PasswordRules {
  public static final int SHORTEST = 10;
  static final int LONGEST = 128;

  /// Fewer guesses than this find a password even through our limits in time.
  private static final double GUESSES_NEEDED = 1e8;

  /// How much of a password is judged: judging takes time that grows with the square of its length.
  private static final int JUDGED = 48;

  private static final List<String> OURS = List.of("tongbao", "通宝");

  private final Zxcvbn judge = new Zxcvbn();

  /// The form in which a password is checked and hashed, so that it does not matter which keyboard
  /// composed its characters.
  static String normalised(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /// Whether anybody could have this password; says nothing about how good it is.
  static boolean isPossible(String password) {
    return password.length() <= LONGEST * 4 && length(normalised(password)) <= LONGEST;
  }

  /// The normalised form of a new password; refuses one that is too short, too long or too easy to
  /// guess, also from the name it belongs to.
  String accepted(String password, List<LoginName> names) {
    if (!isPossible(password)) {
      throw refused(IdentityError.PASSWORD_TOO_LONG, LONGEST);
    }
    String normalised = normalised(password);
    if (length(normalised) < SHORTEST) {
      throw refused(IdentityError.PASSWORD_TOO_SHORT, SHORTEST);
    }
    if (isEasy(normalised, names)) {
      throw new DomainException(IdentityError.PASSWORD_TOO_COMMON);
    }
    return normalised;
  }

  private boolean isEasy(String password, List<LoginName> names) {
    List<String> own = new ArrayList<>(OURS);
    for (LoginName name : names) {
      own.add(name.value());
      own.addAll(List.of(name.value().split("[@.+_-]")));
    }
    own.removeIf(it -> it.length() < 3);
    String judged = password.length() <= JUDGED ? password : password.substring(0, JUDGED);
    return judge.measure(judged, own).getGuesses() < GUESSES_NEEDED;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static DomainException refused(IdentityError code, int limit) {
    return new DomainException(code, String.valueOf(limit));
  }
}
