package org.tongbao.app.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Values that programs forget to expect: at limits and beyond, of the wrong kind, of other
/// scripts, and such as try to be code.
public final class OddValues {
  private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();
  private static final int DEEP = 600;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t\n",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "a\udc00b",
          "\ufeff",
          "\ufffe\uffff",
          "\u202eabc\u202c",
          "مرحبا بالعالم",
          "👩‍👩‍👧‍👦🇨🇳",
          "e" + "\u0301".repeat(300),
          "ﷺ".repeat(100),
          "\u2028\u2029\u0085",
          "ＣＮＹ",
          "٤٢",
          "'",
          "' OR '1'='1",
          "'; DROP TABLE users; --",
          "1); SELECT pg_sleep(5); --",
          "%",
          "%%_\\",
          "\\",
          "\"",
          "../../../../etc/passwd",
          "..\\..\\windows",
          "/etc/passwd",
          "a\r\nX-Fuzz: 1\r\n\r\nb",
          "${jndi:ldap://127.0.0.1/x}",
          "#{7*7}${7*7}{{7*7}}",
          "{0}{1}{9}'{'",
          "<script>alert(1)</script>",
          "=1+1",
          "null",
          "true",
          "[]",
          "{}",
          "0",
          "-1",
          "1.5",
          "1e9",
          "NaN",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "CNY",
          "cny",
          "BTC",
          "JPY",
          "XXX",
          "zh",
          "EN",
          "PAID",
          "\"1\"",
          "2026-02-30",
          "2026-02-28",
          "0000-01-01",
          "+999999999-12-31",
          "-999999999-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "2026-11-23T10:00:00Z",
          "9999-12-31T23:59:60Z",
          "25:61",
          "Asia/Shanghai",
          "https://shop.example/",
          "https://user:secret@shop.example:99999/",
          "//evil.example",
          "javascript:alert(1)",
          "file:///etc/passwd",
          "http://127.0.0.1:1/",
          "http://[::1",
          "a@example.com",
          "a@" + "b".repeat(300) + ".example",
          "\"a b\"@example.com",
          "+8613800138000",
          "+" + "9".repeat(40),
          "0x",
          "0x0",
          "0xzz",
          "0x" + "00".repeat(20),
          "0x" + "ff".repeat(32),
          "0x" + "ff".repeat(65),
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "1-1-1-1-1");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "2",
          "100",
          "2147483647",
          "2147483648",
          "-2147483648",
          "4294967296",
          "9007199254740993",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "123456789012345678901234567890",
          "0.1",
          "1.0",
          "1.5",
          "-0.0",
          "1e0",
          "1e3",
          "1e18",
          "1e400",
          "1e-400",
          "1e999999999",
          "1e-999999999");

  private static final List<Integer> LENGTHS =
      List.of(2, 31, 64, 127, 128, 129, 200, 201, 255, 256, 257, 500, 2_000, 2_001, 8_000, 70_000);

  private final Random random;

  public OddValues(Random random) {
    this.random = random;
  }

  /// One of some.
  public <T> T of(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /// True this often.
  public boolean chance(double often) {
    return random.nextDouble() < often;
  }

  public int below(int limit) {
    return random.nextInt(limit);
  }

  public String text() {
    return switch (random.nextInt(10)) {
      case 0 -> "x".repeat(of(LENGTHS));
      case 1 -> "茶".repeat(of(LENGTHS));
      case 2 -> id();
      default -> of(TEXTS);
    };
  }

  /// The id of nothing: in the form of ours, or of another.
  public String id() {
    UUID any = new UUID(random.nextLong(), random.nextLong());
    long ours = (any.getMostSignificantBits() & ~0xf000L) | 0x7000L;
    long variant = (any.getLeastSignificantBits() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    String id = chance(0.7) ? new UUID(ours, variant).toString() : any.toString();
    return chance(0.1) ? id.toUpperCase(Locale.ROOT) : id;
  }

  /// As it may stand in JSON.
  public String number() {
    return of(NUMBERS);
  }

  /// Any value of JSON, and now and then none.
  public JsonNode json() {
    return json(3);
  }

  private JsonNode json(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> raw(number());
      case 3, 4 -> JSON.stringNode(text());
      case 5 -> list(depth);
      case 6 -> object(depth);
      default ->
          raw(of(List.of("NaN", "Infinity", "01", ".5", "'a'", "undefined", deep("[", "]"))));
    };
  }

  static JsonNode raw(String text) {
    return JSON.rawValueNode(new RawValue(text));
  }

  static String deep(String open, String close) {
    return open.repeat(DEEP) + close.repeat(DEEP);
  }

  private ArrayNode list(int depth) {
    ArrayNode list = JSON.arrayNode();
    int size = chance(0.05) ? 300 : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      list.add(json(depth - 1));
    }
    return list;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JSON.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.set(text(), json(depth - 1));
    }
    return object;
  }
}
