package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tongbao.bench.HttpInput;

/// An HTTP/1.1 connection to one server, kept alive and opened again when the server has ended it.
/// One exchange at a time. It does next to nothing besides, since the client runs on the processors
/// of the application it measures.
final class KeptConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int NOT_MODIFIED = 304;
  private static final int NO_CONTENT = 204;

  private static final LongAdder EXCHANGES = new LongAdder();

  private final InetSocketAddress server;
  private final String host;
  private @Nullable Socket socket;
  private HttpInput in = new HttpInput(InputStream.nullInputStream(), 1);

  /// @param address of which host and port count
  KeptConnection(URI address) {
    int port = address.getPort() < 0 ? 80 : address.getPort();
    server = new InetSocketAddress(address.getHost(), port);
    host = address.getHost() + ":" + port;
  }

  /// Sends a request and reads its whole answer.
  ///
  /// @param headers lines without their end
  Answer exchange(String method, String path, List<String> headers, byte[] body)
      throws IOException {
    EXCHANGES.increment();
    byte[] request = request(method, path, headers, body);
    if (socket != null) {
      try {
        return exchange(socket, request);
      } catch (EndedException ended) {
        // It had ended before it read this request.
        close();
      }
    }
    return exchange(open(), request);
  }

  /// How many requests this process has sent on all of its connections.
  static long exchanges() {
    return EXCHANGES.sum();
  }

  private Answer exchange(Socket open, byte[] request) throws IOException {
    boolean done = false;
    try {
      try {
        open.getOutputStream().write(request);
      } catch (IOException ended) {
        throw new EndedException();
      }
      Answer answer = answer();
      done = !answer.header("Connection").equalsIgnoreCase("close");
      return answer;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private Socket open() throws IOException {
    Socket fresh = new Socket();
    try {
      fresh.setTcpNoDelay(true);
      fresh.setSoTimeout(TIMEOUT_MILLIS);
      fresh.connect(server, TIMEOUT_MILLIS);
      in = new HttpInput(fresh.getInputStream(), 16 * 1024);
    } catch (IOException failure) {
      fresh.close();
      throw failure;
    }
    socket = fresh;
    return fresh;
  }

  private byte[] request(String method, String path, List<String> headers, byte[] body) {
    var head = new StringBuilder(512);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    for (String header : headers) {
      head.append("\r\n").append(header);
    }
    if (body.length > 0 || !method.equals("GET")) {
      head.append("\r\nContent-Length: ").append(body.length);
    }
    byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }

  private Answer answer() throws IOException {
    String status = firstLine();
    List<String> headers = new ArrayList<>();
    int length = -1;
    boolean chunked = false;
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      headers.add(line);
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      } else if (line.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
        chunked = line.endsWith("chunked");
      }
    }
    int code = Integer.parseInt(status.substring(9, 12));
    boolean empty = code == NO_CONTENT || code == NOT_MODIFIED;
    if (!empty && !chunked && length < 0) {
      throw new IOException("an answer of unknown length: " + status);
    }
    byte[] body = empty ? new byte[0] : chunked ? in.chunks() : in.exactly(length);
    return new Answer(code, headers, new String(body, StandardCharsets.UTF_8));
  }

  /// Nothing at all where a status should be: the server had ended the connection.
  private String firstLine() throws IOException {
    boolean ended;
    try {
      ended = in.hasEnded();
    } catch (SocketTimeoutException slow) {
      throw slow;
    } catch (IOException reset) {
      throw new EndedException();
    }
    if (ended) {
      throw new EndedException();
    }
    String line = in.line();
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw new IOException("no answer of HTTP/1.1: " + line);
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  /// The server ended the connection before it answered anything.
  private static final class EndedException extends IOException {
    private static final long serialVersionUID = 1;

    EndedException() {
      super("the server ended the connection");
    }
  }
}
