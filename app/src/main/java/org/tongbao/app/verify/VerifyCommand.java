package org.tongbao.app.verify;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.settings.SettingsException;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.store.StoreException;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.primitives.Address;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `verify`: exit code 0 when nothing differs, 1 when something does, 2 for a wrong command line, 3
/// when it could not be done.
public final class VerifyCommand {
  static final int CLEAN = 0;
  static final int DIFFERENCES = 1;
  static final int USAGE = 2;
  static final int UNABLE = 3;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private VerifyCommand() {}

  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(VerifyOptions.USAGE);
      return CLEAN;
    }
    try {
      return run(VerifyOptions.parse(arguments), out, err);
    } catch (SettingsException refused) {
      refused.problems().forEach(problem -> err.println("tongbao: " + problem));
      err.print(VerifyOptions.USAGE);
      return USAGE;
    } catch (IllegalArgumentException refused) {
      err.println("tongbao: " + refused.getMessage());
      err.print(VerifyOptions.USAGE);
      return USAGE;
    } catch (StoreException | RpcException failure) {
      err.println("tongbao: " + failure.getMessage());
      return UNABLE;
    }
  }

  private static int run(VerifyOptions options, PrintStream out, PrintStream err) {
    try (ChainSource source = open(options, err)) {
      Address directory = options.directory();
      if (directory == null) {
        directory = Verification.onlyDirectory(source);
      }
      if (directory == null) {
        err.println("tongbao: no contracts were found on the " + source.name() + ".");
        directory = Address.ZERO;
      }
      Report report = new Verification(source, directory, event -> {}).run();
      out.print(options.json() ? json(report.json()) : report.text());
      return report.clean() ? CLEAN : DIFFERENCES;
    }
  }

  private static ChainSource open(VerifyOptions options, PrintStream err) {
    if (options.rpc() != null) {
      return new RemoteChain(options.rpc(), options.first(), err, java.time.Clock.systemUTC());
    }
    if (options.chain() != null) {
      return new StoredChain(options.chain(), options.dev() ? Genesis.dev() : Genesis.builtIn(), err);
    }
    Settings settings = Settings.read(options.settings(), System.getenv(), Path.of(""));
    return new StoredChain(settings.folder(Setting.DATA).resolve("chain"), Genesis.builtIn(), err);
  }

  static String json(Map<String, Object> report) {
    return JSON.writeValueAsString(report) + "\n";
  }
}
