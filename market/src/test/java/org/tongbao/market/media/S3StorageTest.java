package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a small stand-in that checks signatures and gives out lists in small parts.
final class S3StorageTest extends MediaStorageContract {
  private static final S3Signer SIGNER = new S3Signer("eu-test-1", "reader", "a secret");

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Override
  MediaStorage storage() {
    return storage(SIGNER);
  }

  private MediaStorage storage(S3Signer signer) {
    URI endpoint = URI.create("http://localhost:" + server.getAddress().getPort());
    return new S3Storage(endpoint, "pictures", signer, Clock.systemUTC());
  }

  @Test
  void listsOfManyPartsAreWhole() throws IOException {
    List<String> all = IntStream.range(0, 7).mapToObj(i -> "ab%062d".formatted(i)).toList();
    for (String hash : all) {
      storage().put(hash, new byte[] {1});
    }
    assertThat(storage().olderThan(Instant.now().plusSeconds(60), "ab"))
        .containsExactlyElementsOf(all);
  }

  @Test
  void anotherKeyIsRefused() {
    MediaStorage stranger = storage(new S3Signer("eu-test-1", "reader", "another secret"));

    assertThatThrownBy(() -> stranger.put("ab", new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403");
    assertThat(objects).isEmpty();
  }

  /// The example "GET Object" of the Amazon S3 API Reference.
  @Test
  void signsAsTheReferenceDoes() {
    Map<String, String> headers =
        new S3Signer(
                "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
            .headers(
                "GET",
                URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                Map.of("range", "bytes=0-9"),
                MediaLibrary.sha256(new byte[0]),
                Instant.parse("2013-05-24T00:00:00Z"));

    assertThat(headers.get("authorization"))
        .endsWith(
            "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature="
                + "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (!isSigned(exchange, body)) {
        exchange.sendResponseHeaders(403, -1);
      } else if (path.equals("/pictures")) {
        send(exchange, 200, Samples.ascii(list(exchange.getRequestURI().getQuery())));
      } else if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(path.substring("/pictures/".length()), body);
        exchange.sendResponseHeaders(200, -1);
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        objects.remove(path.substring("/pictures/".length()));
        exchange.sendResponseHeaders(204, -1);
      } else {
        give(exchange, objects.get(path.substring("/pictures/".length())));
      }
    }
  }

  private static void give(HttpExchange exchange, byte @Nullable [] object) throws IOException {
    if (object == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String[] range =
        exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length()).split("-", 2);
    send(
        exchange,
        206,
        Arrays.copyOfRange(object, Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1));
  }

  /// Three names at once.
  private String list(String query) {
    Map<String, String> asked = new TreeMap<>();
    for (String each : query.split("&", -1)) {
      asked.put(each.split("=", 2)[0], each.split("=", 2)[1]);
    }
    String after = asked.getOrDefault("continuation-token", "");
    List<String> names =
        objects.keySet().stream()
            .filter(
                it ->
                    it.startsWith(asked.getOrDefault("prefix", "none")) && it.compareTo(after) > 0)
            .toList();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
    for (String name : names.subList(0, Math.min(3, names.size()))) {
      xml.append("<Contents><Key>").append(name).append("</Key><LastModified>");
      xml.append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append("</LastModified></Contents>");
    }
    if (names.size() > 3) {
      xml.append("<NextContinuationToken>").append(names.get(2)).append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      headers.put("range", range);
    }
    String time = exchange.getRequestHeaders().getFirst("X-amz-date");
    String readable =
        time.replaceFirst(
            "(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z", "$1-$2-$3T$4:$5:$6Z");
    URI address =
        URI.create(
            "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
    String expected =
        SIGNER
            .headers(
                exchange.getRequestMethod(),
                address,
                headers,
                MediaLibrary.sha256(body),
                Instant.parse(readable))
            .get("authorization");
    return Objects.equals(expected, exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
