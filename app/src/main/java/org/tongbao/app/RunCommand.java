package org.tongbao.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.settings.SettingsException;

/// `run`: starts everything and says where it is.
final class RunCommand {
  /// Not an exit status: the application runs and ends by a signal.
  static final int RUNNING = -1;

  /// The exit status when it cannot start.
  static final int FAILED = 1;

  private RunCommand() {}

  static int run(List<String> options, PrintStream out, PrintStream err) {
    long start = System.nanoTime();
    try {
      Settings settings = Settings.read(options, System.getenv(), Path.of(""));
      DataFolder folder = DataFolder.open(settings.folder(Setting.DATA));
      ConfigurableApplicationContext application =
          start(settings, folder, Clock.systemUTC(), demonstration(settings));
      Announcement.print(application, settings, System.nanoTime() - start, out);
      return RUNNING;
    } catch (SettingsException refused) {
      refused.problems().forEach(problem -> err.println("tongbao: " + problem));
      err.println("tongbao: docs/operations.md lists all settings.");
      return Tongbao.USAGE;
    } catch (StartException refused) {
      err.println("tongbao: " + refused.getMessage());
      return FAILED;
    } catch (RuntimeException failure) {
      err.println("tongbao: " + StartFailures.explain(failure));
      return FAILED;
    }
  }

  /// A marketplace that nobody has used yet fills itself, where this command starts it: not where a
  /// test or another command does.
  private static List<String> demonstration(Settings settings) {
    return settings.get(Setting.DEMO).equals("true")
        ? List.of("--tongbao.demo.fill=true")
        : List.of();
  }

  /// Starts the application on a data folder that it holds until the process ends.
  static ConfigurableApplicationContext start(Settings settings) {
    return start(settings, Clock.systemUTC());
  }

  /// As the other.
  ///
  /// @param clock the time of everything, the chain in this process included
  static ConfigurableApplicationContext start(Settings settings, Clock clock) {
    return start(settings, DataFolder.open(settings.folder(Setting.DATA)), clock, List.of());
  }

  /// Starts it on a folder that the caller holds.
  ///
  /// @param more what the framework is told beside the settings
  static ConfigurableApplicationContext start(
      Settings settings, DataFolder folder, Clock clock, List<String> more) {
    SpringApplication application = new SpringApplication(Application.class);
    Backends backends = new Backends(settings, folder.path(), clock);
    // As soon as there is a log to write to: they start while the context is built.
    application.addInitializers(context -> backends.begin((GenericApplicationContext) context));
    try {
      return application.run(arguments(settings, more));
    } catch (RuntimeException failure) {
      backends.close();
      throw failure;
    }
  }

  /// The settings, and what the framework needs to be told in its own words because of them.
  private static String[] arguments(Settings settings, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of(settings.asArguments()));
    arguments.add("--spring.config.location=classpath:/");
    boolean behindProxy = settings.get(Setting.BEHIND_PROXY).equals("true");
    arguments.add("--server.forward-headers-strategy=" + (behindProxy ? "native" : "none"));
    if (settings.get(Setting.LOG_FORMAT).equals("json")) {
      arguments.add("--logging.structured.format.console=ecs");
    }
    arguments.addAll(more);
    return arguments.toArray(String[]::new);
  }
}
