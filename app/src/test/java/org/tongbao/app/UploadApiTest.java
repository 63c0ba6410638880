package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.env.Environment;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.media.Samples;

/// What users put in, over HTTP against the whole application.
final class UploadApiTest {
  private static final String UPLOADS = "/api/v1/me/uploads";

  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void whatIsPutInIsHandedOutWholeAndInParts() throws Exception {
    ApiClient user = MARKET.app().client();
    user.begin("uploader@example.com");

    // What its sender calls it counts for nothing.
    Answer picture = user.upload(UPLOADS, "text/html", Samples.turned(6, 400, 300));
    assertThat(picture.outcome()).as(picture.response().body()).isEqualTo("201");
    assertThat(picture.text("kind")).isEqualTo("PICTURE");
    assertThat(picture.json().path("height").asInt()).isEqualTo(400);
    assertThat(user.upload(UPLOADS, "image/jpeg", Samples.turned(6, 400, 300)).outcome())
        .isEqualTo("200");
    HttpResponse<byte[]> small = get(picture.text("thumbnailUrl"));
    assertThat(Samples.read(small.body()).getHeight()).isEqualTo(320);
    Answer film = user.upload(UPLOADS, "video/mp4", Samples.file("video.mp4"));
    assertThat(film.json().path("durationMillis").asLong()).isBetween(900L, 1_500L);
    assertThat(user.upload(UPLOADS, "audio/ogg", Samples.file("voice.ogg")).text("kind"))
        .isEqualTo("VOICE");
    assertThat(user.get(UPLOADS).json().path("items")).hasSize(3);

    String url = film.text("url");
    byte[] whole = get(url).body();
    HttpResponse<byte[]> part = get(url, "Range", "bytes=10-19");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 10-19/" + whole.length);
    HttpResponse<byte[]> end = get(url, "Range", "bytes=-5");
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 5, whole.length));
    assertThat(get(url, "Range", "bytes=" + whole.length + "-").statusCode()).isEqualTo(416);
    assertThat(get(url, "Range", "bytes=0-1,3-4").statusCode()).isEqualTo(200);
    assertThat(get(url, "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(
            get(url, "If-None-Match", end.headers().firstValue("ETag").orElseThrow()).statusCode())
        .isEqualTo(304);
    assertThat(part.headers().firstValue("Content-Type")).contains("video/mp4");
    assertThat(part.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(part.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("inline; filename=\"" + film.text("hash").substring(0, 16));
    assertThat(part.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; sandbox");

    assertThat(user.write("DELETE", UPLOADS + "/" + film.text("hash"), "").outcome())
        .isEqualTo("204");
    assertThat(get(url).statusCode()).isEqualTo(404);
    assertThat(user.write("DELETE", UPLOADS + "/" + film.text("hash"), "").outcome())
        .isEqualTo("404 request.not-found");
  }

  @Test
  void whatIsRefusedLeavesNothing() throws Exception {
    ApiClient user = MARKET.app().client();
    user.begin("attacker@example.com");
    MARKET.settle();
    List<String> rows = rows();
    List<String> files = files();
    byte[] jpeg = Samples.picture("jpg", 40, 30);

    refused(user, "415 media.unknown-kind", Samples.ascii("<svg onload='alert(1)'/>"));
    refused(user, "415 media.unknown-kind", Samples.ascii("GIF89a=1;alert(1)//"));
    refused(user, "415 media.unknown-kind", Samples.archive());
    refused(user, "422 media.something-else-too", Samples.joined(jpeg, Samples.archive()));
    refused(user, "422 media.too-many-pixels", Samples.pngOf(60_000, 60_000));
    refused(user, "422 media.too-many-pixels", Samples.webpOf(16_383, 16_383));
    refused(user, "422 media.broken", Arrays.copyOf(jpeg, jpeg.length - 9));
    refused(user, "413 media.too-many-bytes", Samples.joined(jpeg, new byte[12 * 1024 * 1024]));
    refused(user, "413 request.too-large", new byte[24 * 1024 * 1024 + 1]);
    for (String path : List.of("..%2f..%2ftongbao.lock", "%2e%2e/", "..\\..\\x", "a".repeat(64))) {
      assertThat(user.write("DELETE", UPLOADS + "/" + path.replace("\\", "%5c"), "").status())
          .isIn(400, 404, 405);
      assertThat(get("/media/" + path.replace("\\", "%5c")).statusCode()).isIn(400, 404);
    }

    assertThat(rows()).isEqualTo(rows);
    assertThat(files()).isEqualTo(files);
  }

  private static void refused(ApiClient user, String outcome, byte[] content) throws Exception {
    Answer answer = user.upload(UPLOADS, "image/png", content);
    assertThat(answer.outcome()).as(answer.response().body()).isEqualTo(outcome);
    assertThat(answer.text("detail")).isNotEmpty();
  }

  private static List<String> rows() {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT hash FROM media UNION ALL SELECT hash FROM media_uploads ORDER BY 1")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static List<String> files() throws IOException {
    Path folder =
        Path.of(MARKET.app().bean(Environment.class).getRequiredProperty("tongbao.data"), "media");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(MARKET.app().address() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }
}
