package org.tongbao.chain.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A running anvil and its JSON-RPC. It mines only when told to.
final class Anvil implements AutoCloseable {

  /// A request.
  record Call(String method, List<Object> parameters) {
    Call(String method, Object... parameters) {
      this(method, List.of(parameters));
    }
  }

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration CALL_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path folder;
  private final Thread stop = new Thread(this::stop);
  private final URI uri;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Where anvil's program is: the system property `anvil`, else the environment's `ANVIL`, else
  /// the search path.
  static Optional<Path> program() {
    List<String> candidates = new ArrayList<>();
    candidates.add(System.getProperty("anvil", ""));
    candidates.add(System.getenv().getOrDefault("ANVIL", ""));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      candidates.add(folder + File.separator + "anvil");
    }
    return candidates.stream()
        .filter(candidate -> !candidate.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts anvil on a free port of the loopback interface.
  ///
  /// @param genesis the text of a genesis file
  /// @param traced whether it keeps the traces of all transactions
  Anvil(Path program, String genesis, boolean traced) {
    try {
      folder = Files.createTempDirectory("anvil");
      Path file = Files.writeString(folder.resolve("genesis.json"), genesis);
      int port = freePort();
      uri = URI.create("http://127.0.0.1:" + port);
      List<String> command =
          new ArrayList<>(List.of(program.toString(), "--init", file.toString()));
      command.addAll(
          List.of("--hardfork", "osaka", "--no-mining", "--order", "fifo", "--accounts", "0"));
      command.addAll(List.of("--port", String.valueOf(port), "--quiet", "--enable-tx-gas-limit"));
      command.addAll(List.of("--disable-default-create2-deployer", "--no-request-size-limit"));
      command.addAll(List.of("--disable-console-log", "--disable-min-priority-fee"));
      if (traced) {
        command.add("--steps-tracing");
      }
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("HOME", folder.toString());
      builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
      process = builder.start();
      Runtime.getRuntime().addShutdownHook(stop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitStart();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        post("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"eth_chainId\",\"params\":[]}");
        return;
      } catch (UncheckedIOException notYet) {
        if (System.nanoTime() > end || !process.isAlive()) {
          close();
          throw new IllegalStateException("anvil did not start: " + log(), notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return "no log, " + e;
    }
  }

  /// The result of one call, which must not be an error.
  JsonNode call(String method, Object... parameters) {
    JsonNode answer = batch(List.of(new Call(method, parameters))).getFirst();
    if (answer.has("error")) {
      throw new IllegalStateException("%s: %s".formatted(method, answer.get("error")));
    }
    return answer.get("result");
  }

  /// The answers to all calls, in their order, each with a `result` or an `error`. Anvil may
  /// execute them in any order.
  List<JsonNode> batch(List<Call> calls) {
    ArrayNode body = JSON.createArrayNode();
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode request = body.addObject();
      request.put("jsonrpc", "2.0").put("id", i).put("method", calls.get(i).method());
      request.set("params", JSON.valueToTree(calls.get(i).parameters()));
    }
    JsonNode[] answers = new JsonNode[calls.size()];
    for (JsonNode answer : JSON.readTree(post(body.toString()))) {
      answers[answer.get("id").asInt()] = answer;
    }
    return List.of(answers);
  }

  private String post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(CALL_LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for anvil", e);
    }
  }

  private void stop() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    http.close();
    stop();
    Runtime.getRuntime().removeShutdownHook(stop);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      for (String name : List.of("genesis.json", "log")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // Anvil wrote something else into its temporary home folder; the system cleans that up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
