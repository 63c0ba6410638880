package org.tongbao.bench.shop;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to measure.
///
/// @param buyers how many buy at the same time, one run for each number
/// @param seconds of each run
/// @param warmUp seconds before the first that do not count
/// @param products kinds of goods in the shop
/// @param url a marketplace that runs; null starts one
/// @param recording where the virtual machine of the one that is started writes a flight recording
/// @param administrator and `password`: who approves the shop
/// @param settings further settings of the one that is started
record OrdersOptions(
    List<Integer> buyers,
    int seconds,
    int warmUp,
    int products,
    @Nullable URI url,
    @Nullable Path recording,
    String administrator,
    String password,
    List<String> settings) {
  static final String USAGE =
      """
      Usage: orders [OPTIONS]

        --buyers N[,N…]     how many buy at the same time, one run for each number (default 16)
        --seconds N         length of each run (default 30)
        --warm-up N         seconds before the first run that do not count (default 15)
        --products N        kinds of goods in the shop (default 20)
        --url URL           a marketplace that runs; without it one is started on a new data folder
        --administrator N   who approves the shop there (default root@bench.example)
        --password P        and the password (default the one that this command gives it)
        --jfr FILE          record the application that is started with JDK Flight Recorder
        --setting NAME=V    a setting of the application that is started (repeatable)
      """;

  OrdersOptions {
    buyers = List.copyOf(buyers);
    settings = List.copyOf(settings);
  }

  /// @throws IllegalArgumentException naming what is wrong
  static OrdersOptions parse(String... arguments) {
    List<Integer> buyers = List.of(16);
    int seconds = 30;
    int warmUp = 15;
    int products = 20;
    URI url = null;
    Path recording = null;
    String administrator = Marketplace.ADMINISTRATOR;
    String password = Person.PASSWORD;
    List<String> settings = new ArrayList<>();
    Iterator<String> each = List.of(arguments).iterator();
    while (each.hasNext()) {
      String option = each.next();
      if (!each.hasNext()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      String value = each.next();
      switch (option) {
        case "--buyers" -> buyers = numbers(option, value);
        case "--seconds" -> seconds = number(option, value, 1, 3_600);
        case "--warm-up" -> warmUp = number(option, value, 0, 600);
        case "--products" -> products = number(option, value, 2, 1_000);
        case "--url" -> url = URI.create(value);
        case "--administrator" -> administrator = value;
        case "--password" -> password = value;
        case "--jfr" -> recording = Path.of(value).toAbsolutePath();
        case "--setting" -> settings.addAll(setting(value));
        default -> throw new IllegalArgumentException("there is no option " + option);
      }
    }
    return new OrdersOptions(
        buyers, seconds, warmUp, products, url, recording, administrator, password, settings);
  }

  /// For the virtual machine of the application.
  List<String> jvm() {
    return recording == null
        ? List.of()
        : List.of("-XX:StartFlightRecording=settings=profile,filename=" + recording);
  }

  static List<String> setting(String value) {
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("--setting needs NAME=VALUE, not " + value);
    }
    return List.of("--" + value.substring(0, equals), value.substring(equals + 1));
  }

  private static List<Integer> numbers(String option, String values) {
    List<Integer> numbers = new ArrayList<>();
    for (String value : values.split(",")) {
      numbers.add(number(option, value, 1, 10_000));
    }
    return numbers;
  }

  static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        "%s needs a number from %d to %d, not %s".formatted(option, least, most, value));
  }
}
