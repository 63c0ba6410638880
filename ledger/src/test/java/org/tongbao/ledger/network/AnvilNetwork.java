package org.tongbao.ledger.network;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.HttpTransport;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.ledger.tx.Polling;

/// anvil as a process of its own, reached over HTTP. Found through the environment variable `ANVIL`
/// or the path; where there is none, the tests say that they are skipped.
public final class AnvilNetwork implements TestNetwork {
  private static final Duration START = Duration.ofSeconds(20);

  private final Process process;
  private final int port;
  private final EthClient client;

  public AnvilNetwork(String... options) {
    Optional<Path> binary = find();
    Assumptions.assumeTrue(
        binary.isPresent(), "skipped: no anvil (set ANVIL to its path, or put it on the PATH)");
    try {
      port = freePort();
      List<String> command =
          Stream.concat(
                  Stream.of(
                      binary.orElseThrow().toString(),
                      "--hardfork",
                      "osaka",
                      "--silent",
                      "--host",
                      "127.0.0.1",
                      "--port",
                      Integer.toString(port)),
                  Arrays.stream(options))
              .toList();
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = new EthClient(connect(), RpcLimits.DEFAULT);
    if (Polling.until(START, this::chainId).isEmpty()) {
      close();
      throw new IllegalStateException("anvil does not answer");
    }
  }

  private Optional<Object> chainId() {
    try {
      return Optional.of(client.chainId());
    } catch (RpcException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> find() {
    String named = System.getenv("ANVIL");
    Stream<Path> places =
        Stream.concat(
            Stream.ofNullable(named).map(Path::of),
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "anvil")));
    return places.filter(Files::isExecutable).findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public RpcTransport connect() {
    return new HttpTransport(URI.create("http://127.0.0.1:" + port), RpcLimits.DEFAULT);
  }

  public URI webSocket() {
    return URI.create("ws://127.0.0.1:" + port);
  }

  @Override
  public EthClient client() {
    return client;
  }

  @Override
  public void advance(Duration duration) {
    client.rpc().request("evm_increaseTime", duration.toSeconds());
    client.rpc().request("evm_mine");
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    process.onExit().join();
  }
}
