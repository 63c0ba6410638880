package org.tongbao.bench;

import java.util.Arrays;
import org.tongbao.bench.load.CrashCommand;
import org.tongbao.bench.load.LoadCommand;
import org.tongbao.bench.load.SyncCommand;
import org.tongbao.bench.shop.BrowseCommand;
import org.tongbao.bench.shop.EngineCrashCommand;
import org.tongbao.bench.shop.FlashSaleCommand;
import org.tongbao.bench.shop.OrdersCommand;
import org.tongbao.bench.shop.ReplayCrashCommand;

/// `./tongbao bench`: the clients that load a whole node or marketplace by their names, everything
/// else to JMH.
public final class BenchCommand {
  private BenchCommand() {}

  public static void main(String[] arguments) throws Exception {
    String first = arguments.length == 0 ? "" : arguments[0];
    switch (first) {
      case "load" -> LoadCommand.main(rest(arguments));
      case "crash" -> CrashCommand.main(rest(arguments));
      case "sync" -> SyncCommand.main(rest(arguments));
      case "engine-crash" -> EngineCrashCommand.main(rest(arguments));
      case "flash-sale" -> FlashSaleCommand.main(rest(arguments));
      case "replay-crash" -> ReplayCrashCommand.main(rest(arguments));
      case "browse" -> BrowseCommand.main(rest(arguments));
      case "orders" -> OrdersCommand.main(rest(arguments));
      default -> org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static String[] rest(String... arguments) {
    return Arrays.copyOfRange(arguments, 1, arguments.length);
  }
}
