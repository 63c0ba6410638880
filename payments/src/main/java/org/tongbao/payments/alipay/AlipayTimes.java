package org.tongbao.payments.alipay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// Alipay's times: to the second, in China.
public final class AlipayTimes {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private AlipayTimes() {}

  public static String format(Instant instant) {
    return FORMAT.format(LocalDateTime.ofInstant(instant, CHINA));
  }

  /// Throws `IllegalArgumentException` for what is not such a time.
  public static Instant parse(String text) {
    try {
      return LocalDateTime.parse(text, FORMAT).atZone(CHINA).toInstant();
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException("not a time: " + text, malformed);
    }
  }
}
