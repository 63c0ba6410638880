package org.tongbao.app.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 on a kept connection, with cookies, that sends whatever it is told to. For one thread.
public final class WireClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final InetSocketAddress server;
  private final String host;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  public WireClient(URI address) {
    server = new InetSocketAddress(address.getHost(), address.getPort());
    host = address.getHost() + ":" + address.getPort();
  }

  /// Sends it and reads the whole answer; once more when the server had ended the connection before
  /// it read anything.
  public WireAnswer send(WireRequest request) throws IOException {
    if (socket != null) {
      try {
        return exchange(request);
      } catch (IOException ended) {
        close();
      }
    }
    open();
    return exchange(request);
  }

  private void open() throws IOException {
    Socket fresh = new Socket();
    fresh.setTcpNoDelay(true);
    fresh.setSoTimeout(TIMEOUT_MILLIS);
    fresh.connect(server, TIMEOUT_MILLIS);
    in = new BufferedInputStream(fresh.getInputStream());
    socket = fresh;
  }

  private WireAnswer exchange(WireRequest request) throws IOException {
    Socket open = socket;
    if (open == null) {
      throw new IOException("not connected");
    }
    try {
      open.getOutputStream().write(bytes(request));
    } catch (IOException refusedWhileSending) {
      // What is too large is answered before it was read; the answer may be there.
    }
    WireAnswer answer = answer();
    if (answer.header("Connection").equalsIgnoreCase("close")) {
      close();
    }
    return answer;
  }

  private byte[] bytes(WireRequest request) {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    request.headers().forEach(it -> head.append(it).append("\r\n"));
    if (!cookies.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      cookies.forEach((name, value) -> pairs.add(name + "=" + value));
      head.append("Cookie: ").append(String.join("; ", pairs)).append("\r\n");
    }
    if (request.body().length > 0 || !request.method().equals("GET")) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(request.body());
    return all.toByteArray();
  }

  private WireAnswer answer() throws IOException {
    String status = line();
    if (!status.matches("HTTP/1\\.1 [1-5][0-9]{2}.*")) {
      throw new IOException("no answer of HTTP/1.1: " + status);
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    WireAnswer head = new WireAnswer(Integer.parseInt(status.substring(9, 12)), headers, "");
    byte[] body =
        head.status() == NO_CONTENT || head.status() == NOT_MODIFIED ? new byte[0] : body(head);
    headers.forEach(this::take);
    return new WireAnswer(head.status(), headers, new String(body, StandardCharsets.UTF_8));
  }

  private byte[] body(WireAnswer head) throws IOException {
    if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        all.writeBytes(exactly(size));
        line();
      }
      line();
      return all.toByteArray();
    }
    String length = head.header("Content-Length");
    return length.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(length));
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int size) throws IOException {
    byte[] read = in.readNBytes(size);
    if (read.length < size) {
      throw new EOFException("the answer ended early");
    }
    return read;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0) {
        throw new EOFException("the server ended the connection");
      }
      line.write(each);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private void take(String header) {
    if (header.regionMatches(true, 0, "Set-Cookie:", 0, 11)) {
      String[] pair = header.substring(11).strip().split(";", 2)[0].split("=", 2);
      if (pair.length < 2 || pair[1].isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
