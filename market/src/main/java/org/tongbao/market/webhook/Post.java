package org.tongbao.market.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One `POST` of HTTP/1.1 over a connection of its own, to exactly the address that was checked. No
/// redirect is followed, the answer is read to a limit, and all of it ends when its time is over.
final class Post {
  static final int ANSWER_LIMIT = 2_000;
  static final Duration WITHIN = Duration.ofSeconds(15);

  private static final int HEAD_LIMIT = 16_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

  private final Destinations destinations;
  private final SSLSocketFactory tls;
  private final Duration within;

  Post(Destinations destinations, SSLSocketFactory tls, Duration within) {
    this.destinations = destinations;
    this.tls = tls;
    this.within = within;
  }

  /// @param body the beginning of it, as it came
  record Answer(int status, String body) {}

  Answer send(URI url, Map<String, String> headers, byte[] body) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    InetAddress address = destinations.look(url);
    boolean secure = url.getScheme().equals("https");
    int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port), left(deadline));
      plain.setSoTimeout(left(deadline));
      if (!secure) {
        return exchange(plain, url, headers, body, deadline);
      }
      try (SSLSocket encrypted = (SSLSocket) tls.createSocket(plain, url.getHost(), port, true)) {
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return exchange(encrypted, url, headers, body, deadline);
      }
    }
  }

  private static Answer exchange(
      Socket socket, URI url, Map<String, String> headers, byte[] body, long deadline)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head(url, headers, body.length).getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return read(socket, deadline);
  }

  private static String head(URI url, Map<String, String> headers, int length) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
    String port = url.getPort() > 0 ? ":" + url.getPort() : "";
    head.append("Host: ").append(url.getHost()).append(port).append("\r\n");
    head.append("Connection: close\r\nContent-Length: ").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("\r\n").toString();
  }

  private static Answer read(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] part = new byte[2_048];
    int end = -1;
    while (read.size() < HEAD_LIMIT && (end < 0 || read.size() < end + ANSWER_LIMIT)) {
      socket.setSoTimeout(left(deadline));
      int count;
      try {
        count = in.read(part);
      } catch (SocketTimeoutException late) {
        if (end < 0) {
          throw late;
        }
        // The status is known; the rest is only for the log.
        count = -1;
      }
      if (count < 0) {
        break;
      }
      read.write(part, 0, count);
      end = end < 0 ? read.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") : end;
    }
    return answer(read.toByteArray(), end);
  }

  private static Answer answer(byte[] read, int end) throws IOException {
    String text = new String(read, StandardCharsets.ISO_8859_1);
    Matcher status = STATUS.matcher(text.split("\r\n", 2)[0]);
    if (end < 0 || !status.matches()) {
      throw new IOException("the answer is not HTTP, or was cut off");
    }
    int from = end + 4;
    int length = Math.max(0, Math.min(read.length - from, ANSWER_LIMIT));
    String body = new String(read, Math.min(from, read.length), length, StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(status.group(1)), body.replaceAll("\\p{Cntrl}+", " "));
  }

  /// In milliseconds; never nothing, which would mean for ever.
  private static int left(long deadline) throws SocketTimeoutException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) left;
  }
}
