package org.tongbao.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.tongbao.bench.HttpInput;

/// One kept-alive HTTP/1.1 connection that posts JSON, one request at a time. It does next to
/// nothing besides, since the client runs on the processors of the node it measures.
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final Socket socket;
  private final HttpInput in;
  private final String head;

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new HttpInput(socket.getInputStream(), 64 * 1024);
    head =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: "
            .formatted(port);
  }

  /// Posts a body and reads the whole answer.
  ///
  /// @throws IOException also when the status is not 200
  byte[] post(byte[] body) throws IOException {
    byte[] start = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    socket.getOutputStream().write(request);
    String status = in.line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("the node answered " + status);
    }
    return body();
  }

  private byte[] body() throws IOException {
    int length = -1;
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
    }
    return length >= 0 ? in.exactly(length) : in.chunks();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
