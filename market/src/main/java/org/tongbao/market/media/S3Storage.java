package org.tongbao.market.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Media as objects of a bucket, `media/ab/abcd…`, at anything that speaks S3. The bucket stands in
/// the path, so that one address serves all. Thread-safe.
final class S3Storage implements MediaStorage {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final URI endpoint;
  private final String bucket;
  private final S3Signer signer;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  S3Storage(URI endpoint, String bucket, S3Signer signer, Clock clock) {
    this.endpoint = endpoint;
    this.bucket = bucket;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public void put(String hash, byte[] content) throws IOException {
    check(send("PUT", object(hash), Map.of(), content), 200).close();
  }

  @Override
  public Optional<InputStream> open(String hash, long from, long length) throws IOException {
    String range = "bytes=" + from + "-" + (from + length - 1);
    HttpResponse<InputStream> answer =
        send("GET", object(hash), Map.of("range", range), new byte[0]);
    if (answer.statusCode() == 404) {
      answer.body().close();
      return Optional.empty();
    }
    return Optional.of(check(answer, 206));
  }

  @Override
  public void remove(String hash) throws IOException {
    HttpResponse<InputStream> answer = send("DELETE", object(hash), Map.of(), new byte[0]);
    if (answer.statusCode() == 404) {
      answer.body().close();
      return;
    }
    check(answer, 204).close();
  }

  @Override
  public List<String> olderThan(Instant before, String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    String next = null;
    do {
      String query =
          (next == null ? "" : "continuation-token=" + encoded(next) + "&")
              + "list-type=2&prefix="
              + encoded("media/" + prefix + "/");
      URI address = URI.create(endpoint + "/" + bucket + "?" + query);
      try (InputStream list = check(send("GET", address, Map.of(), new byte[0]), 200)) {
        next = read(list.readAllBytes(), before, names);
      }
    } while (next != null);
    return names;
  }

  /// @return with what the next page is asked for
  private static @Nullable String read(byte[] list, Instant before, List<String> names)
      throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    String key = "";
    String next = null;
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(list));
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamReader.START_ELEMENT) {
          continue;
        }
        switch (xml.getLocalName()) {
          case "Key" -> key = xml.getElementText();
          case "LastModified" -> {
            if (Instant.parse(xml.getElementText()).isBefore(before)) {
              names.add(key.substring(key.lastIndexOf('/') + 1));
            }
          }
          case "NextContinuationToken" -> next = xml.getElementText();
          default -> {}
        }
      }
    } catch (XMLStreamException malformed) {
      throw new IOException("The list of the bucket cannot be read", malformed);
    }
    return next;
  }

  private URI object(String hash) {
    return URI.create(endpoint + "/" + bucket + "/media/" + hash.substring(0, 2) + "/" + hash);
  }

  private HttpResponse<InputStream> send(
      String method, URI address, Map<String, String> headers, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    signer
        .headers(method, address, headers, MediaLibrary.sha256(body), clock.instant())
        .forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while the bucket was asked", stopped);
    }
  }

  private static InputStream check(HttpResponse<InputStream> answer, int status)
      throws IOException {
    if (answer.statusCode() != status) {
      answer.body().close();
      throw new IOException("The bucket answered " + answer.statusCode());
    }
    return answer.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
