package org.tongbao.app.reseal;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.tongbao.app.replay.ProgressBar;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.settings.SettingsException;
import org.tongbao.app.verify.VerifyData;
import org.tongbao.app.verify.VerifyException;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.MasterKeyChange;

/// `reseal`: exit code 0 when everything is under the next master key, 2 for a wrong command line,
/// 3 when it could not be done, or not to its end.
public final class ResealCommand {
  static final int DONE = 0;
  static final int USAGE = 2;
  static final int UNABLE = 3;

  private ResealCommand() {}

  /// @param opener opens the data of an application that does not run
  public static int run(
      List<String> arguments, VerifyData.Opener opener, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(ResealOptions.USAGE);
      return DONE;
    }
    try {
      ResealOptions options = ResealOptions.parse(arguments);
      Settings settings = Settings.read(options.settings(), System.getenv(), Path.of(""));
      try (VerifyData data = opener.open(settings)) {
        MasterKey former = MasterKey.fromFile(former(options.from(), settings));
        reseal(new Reseal(data.database(), ProgressBar.on(err)), former, options.to(), out);
      }
      return DONE;
    } catch (SettingsException refused) {
      refused.problems().forEach(problem -> err.println("tongbao: " + problem));
      err.print(ResealOptions.USAGE);
      return USAGE;
    } catch (IllegalArgumentException refused) {
      err.println("tongbao: " + refused.getMessage());
      err.print(ResealOptions.USAGE);
      return USAGE;
    } catch (KeyVaultException | VerifyException failure) {
      err.println("tongbao: " + failure.getMessage());
      return UNABLE;
    } catch (DataAccessException | TransactionException failure) {
      err.println(
          "tongbao: The database failed, or is of another version (start this one on it first): "
              + failure.getMessage());
      return UNABLE;
    }
  }

  private static Path former(@Nullable Path from, Settings settings) {
    if (from != null) {
      return from;
    }
    return settings.has(Setting.MASTER_KEY_FILE)
        ? settings.folder(Setting.MASTER_KEY_FILE)
        : settings.folder(Setting.DATA).resolve("master-key");
  }

  private static void reseal(Reseal reseal, MasterKey former, Path to, PrintStream out) {
    MasterKey next;
    if (Files.exists(to)) {
      next = MasterKey.fromFile(to);
    } else {
      reseal.requireOnly(
          Set.of(former)); // a change that was begun goes on to the key it began with
      next = MasterKey.create(to, new SecureRandom());
      out.println("made         the master key " + next.id() + " in " + to);
    }
    for (Reseal.Done done : reseal.run(new MasterKeyChange(former, next, new SecureRandom()))) {
      out.printf(
          Locale.ROOT,
          "resealed     %s: %,d anew; all %,d open with the next key alone%n",
          done.name(),
          done.resealed(),
          done.opened());
    }
    out.printf(
        Locale.ROOT,
        """
        now          start with %s: put it in the place of master-key in the data folder, or name it with
                     --master-key-file; and keep a copy elsewhere
        keep         the former one, %s, as long as there are backups from before
        """,
        to,
        former.id());
  }
}
