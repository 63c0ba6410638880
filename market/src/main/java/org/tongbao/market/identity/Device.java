package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/// What asks to be signed in, as shown in the list of sessions.
record Device(String userAgent, String address) {
  private static final int LIMIT = 200;
  private static final int GROUPS = 3;

  /// What stands in user agents and what it means; the first that is there counts, since browsers
  /// name others behind themselves.
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("MicroMessenger/", "WeChat"),
          Map.entry("Edg", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("SamsungBrowser/", "Samsung Internet"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("iPhone", "iPhone"),
          Map.entry("iPad", "iPad"),
          Map.entry("HarmonyOS", "HarmonyOS"),
          Map.entry("Android", "Android"),
          Map.entry("Windows", "Windows"),
          Map.entry("Mac OS X", "macOS"),
          Map.entry("CrOS", "ChromeOS"),
          Map.entry("Linux", "Linux"));

  Device {
    userAgent = userAgent.replaceAll("[^ -~]", "");
    userAgent = userAgent.length() <= LIMIT ? userAgent : userAgent.substring(0, LIMIT);
  }

  static Device of(HttpServletRequest request) {
    String userAgent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
    return new Device(userAgent, request.getRemoteAddr());
  }

  /// Browser and system, such as `Firefox, Linux`; of programs the first word of what they say.
  String name() {
    Optional<String> browser = named(BROWSERS);
    Optional<String> system = named(SYSTEMS);
    return browser
        .map(it -> system.map(on -> it + ", " + on).orElse(it))
        .or(() -> system)
        .orElseGet(() -> userAgent.split("[ /(]", 2)[0]);
  }

  /// The same for the same browser and system in the same network; SHA-256, in hex.
  String hash() {
    try {
      byte[] whole = (name() + "\n" + shortAddress()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Optional<String> named(List<Map.Entry<String, String>> known) {
    return known.stream()
        .filter(it -> userAgent.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// The network rather than the house: without the last part of an IPv4 address, and with the
  /// first three groups of an IPv6 address.
  String shortAddress() {
    if (address.indexOf(':') < 0) {
      int last = address.lastIndexOf('.');
      return last < 0 ? address : address.substring(0, last) + ".x";
    }
    String[] groups = address.split("::", 2)[0].split(":");
    return String.join(":", List.of(groups).subList(0, Math.min(GROUPS, groups.length))) + "::x";
  }
}
