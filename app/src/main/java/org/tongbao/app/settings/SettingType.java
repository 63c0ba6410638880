package org.tongbao.app.settings;

import java.util.regex.Pattern;

/// What the value of a setting looks like.
public enum SettingType {
  TEXT("any text", ".*"),
  SECRET("any text", ".*"),
  HOST("a host name or an IP address", "[A-Za-z0-9.:_-]+"),
  OPTIONAL_HOST("a host name or an IP address", "[A-Za-z0-9.:_-]*"),
  MAIL_SECURITY("starttls, tls or none", "starttls|tls|none"),
  MAIL_ADDRESS("an address of mail, such as shop@example.com", "([^@ ]+@[^@ ]+)?"),
  PORT(
      "a number from 0 (any free port) to 65535",
      "[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"),
  COUNT("a number from 1 to 9999", "[1-9][0-9]{0,3}"),
  SWITCH("true or false", "true|false"),
  FOLDER("the path of a folder", ".+"),
  FILE("the path of a file", ".*"),
  LANGUAGE("zh or en", "zh|en"),
  DURATION("a number with ms, s, m, h or d behind it, such as 30s", "[1-9][0-9]{0,5}(ms|s|m|h|d)"),
  DATABASE_URL("jdbc:postgresql://HOST[:PORT]/NAME", "(jdbc:postgresql://[^/ ]+/[^ ]+)?"),
  WEB_ADDRESS(
      "http:// or https://HOST[:PORT][/PATH], without a slash at the end",
      "(https?://[^/ ]+(/[^ ]*[^/ ])?)?"),
  CHAIN_URL("http://HOST:PORT/PATH, or with https, ws or wss", "((https?|wss?)://[^/ ]+[^ ]*)?"),
  ALIPAY_PRODUCT("page or qr-code", "page|qr-code"),
  AMOUNT("a whole number from 0 to 999999999999", "0|[1-9][0-9]{0,11}"),
  DEPTH("a number from 0 to 999", "0|[1-9][0-9]{0,2}"),
  RPC_ACCESS("off, local or all", "off|local|all"),
  LOG_FORMAT("text or json", "text|json"),
  LOG_LEVEL("error, warn, info, debug or trace", "error|warn|info|debug|trace");

  private final String description;
  private final Pattern pattern;

  SettingType(String description, String pattern) {
    this.description = description;
    this.pattern = Pattern.compile(pattern);
  }

  /// What a value must be, for messages and the manual.
  public String description() {
    return description;
  }

  boolean allows(String value) {
    return pattern.matcher(value).matches();
  }
}
