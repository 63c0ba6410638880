package org.tongbao.market.order;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people call an order: its day (UTC) and six digits of Crockford's base 32, for instance
/// `261122-7K3Q9F`. It tells nothing about how many orders there are.
public record OrderNumber(String value) {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern FORM = Pattern.compile("[0-9]{6}-[" + DIGITS + "]{6}");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  public OrderNumber {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an order number: " + value);
    }
  }

  /// A number that is most likely new; whoever stores it finds out.
  static OrderNumber next(Clock clock) {
    StringBuilder number = new StringBuilder(DAY.format(clock.instant())).append('-');
    for (int i = 0; i < 6; i++) {
      number.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return new OrderNumber(number.toString());
  }

  /// Reads what a person typed: small letters will do, and I, L and O are 1, 1 and 0.
  public static Optional<OrderNumber> parse(String typed) {
    String number =
        typed.strip().toUpperCase(Locale.ROOT).replaceAll("[IL]", "1").replace('O', '0');
    return FORM.matcher(number).matches() ? Optional.of(new OrderNumber(number)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
