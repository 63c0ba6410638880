package org.tongbao.app;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.tongbao.app.settings.Settings;

/// `rehearse`: starts on an empty data folder, reads some pages and stops. The launcher runs it
/// once after a build, while the JDK records what a start needs (JEP 483, JEP 514), so that later
/// starts are quick.
final class RehearseCommand {
  private static final List<String> PATHS =
      List.of("/", "/currencies", "/api/v1/currencies", "/actuator/health", "/nowhere");

  private RehearseCommand() {}

  static int run(PrintStream out, PrintStream err) {
    try {
      Path folder = Files.createTempDirectory("tongbao-rehearsal");
      try {
        rehearse(Settings.read(options(folder), Map.of(), folder));
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
      out.println("rehearsed");
      return 0;
    } catch (IOException failure) {
      err.println("tongbao: the rehearsal failed: " + failure);
      return RunCommand.FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return RunCommand.FAILED;
    }
  }

  private static void rehearse(Settings settings) throws IOException, InterruptedException {
    try (ConfigurableApplicationContext application = RunCommand.start(settings);
        HttpClient client = HttpClient.newHttpClient()) {
      String address = Announcement.address(application, settings);
      for (String path : PATHS) {
        client.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
      }
    }
  }

  private static List<String> options(Path folder) {
    return List.of("--port", "0", "--data", folder.toString());
  }
}
