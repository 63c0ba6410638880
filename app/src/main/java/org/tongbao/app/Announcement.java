package org.tongbao.app;

import java.io.PrintStream;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;

/// What `run` says when everything is up.
final class Announcement {
  private Announcement() {}

  static void print(
      ConfigurableApplicationContext application, Settings settings, long nanos, PrintStream out) {
    String address = address(application, settings);
    String seconds = String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    if (settings.get(Setting.LOG_FORMAT).equals("json")) {
      LoggerFactory.getLogger(Announcement.class).info("ready at {} after {} s", address, seconds);
      return;
    }
    String database =
        settings.has(Setting.DATABASE_URL) ? settings.get(Setting.DATABASE_URL) : "built in";
    out.printf(
        """

        通宝 Tongbao is ready after %s s

          Address   %s/
          Health    %s/actuator/health
          Data      %s
          Database  %s
          Chain     %s
          Accounts  by REST, see docs/api.md; administrator.name and .password make the first one
          Stop      Ctrl-C

        """,
        seconds,
        address,
        address,
        settings.folder(Setting.DATA).toAbsolutePath().normalize(),
        database,
        settings.has(Setting.CHAIN_URL)
            ? settings.get(Setting.CHAIN_URL)
            : chain(address, settings));
    out.flush();
  }

  private static String chain(String address, Settings settings) {
    return settings.get(Setting.CHAIN_RPC).equals("off")
        ? "built in"
        : "built in, JSON-RPC at " + address + RpcMount.PATH;
  }

  /// Where a browser on this machine finds the application; the port may have been left open.
  static String address(ConfigurableApplicationContext application, Settings settings) {
    String host = settings.get(Setting.ADDRESS);
    String shown = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
    return "http://" + shown + ":" + application.getEnvironment().getProperty("local.server.port");
  }
}
