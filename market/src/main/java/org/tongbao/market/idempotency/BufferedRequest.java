package org.tongbao.market.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.primitives.Bytes;

/// A request whose body was read to its end and can be read once more.
public final class BufferedRequest extends HttpServletRequestWrapper {
  public static final int BODY_LIMIT = 1024 * 1024;
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final long LEAST_BYTES_A_SECOND = 16 * 1024;

  private final byte[] body;

  private BufferedRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /// Refuses a body above the limit, and one that trickles in.
  public static BufferedRequest read(HttpServletRequest request, int limit) throws IOException {
    return read(request, limit, System::nanoTime);
  }

  /// Refuses with [RequestError#TOO_LARGE] a body above the limit, without reading the rest, and
  /// with [RequestError#TOO_SLOW] one that trickles in, so that nobody keeps us waiting for long.
  ///
  /// @param nanos a clock that only goes forward
  static BufferedRequest read(HttpServletRequest request, int limit, LongSupplier nanos)
      throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw new DomainException(RequestError.TOO_LARGE);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ServletInputStream in = request.getInputStream();
    byte[] part = new byte[16 * 1024];
    long begun = nanos.getAsLong();
    while (true) {
      int got;
      try {
        got = in.read(part, 0, Math.min(part.length, limit + 1 - body.size()));
      } catch (SocketTimeoutException silent) {
        throw new DomainException(RequestError.TOO_SLOW);
      }
      if (got < 0) {
        return new BufferedRequest(request, body.toByteArray());
      }
      body.write(part, 0, got);
      if (body.size() > limit) {
        throw new DomainException(RequestError.TOO_LARGE);
      }
      long patience = PATIENCE_NANOS + body.size() * 1_000_000_000L / LEAST_BYTES_A_SECOND;
      if (nanos.getAsLong() - begun > patience) {
        throw new DomainException(RequestError.TOO_SLOW);
      }
    }
  }

  public Bytes body() {
    return Bytes.wrap(body);
  }

  /// Path and query as they were asked for.
  String target() {
    String query = getQueryString();
    return query == null ? getRequestURI() : getRequestURI() + "?" + query;
  }

  IdempotentRequest asked(String scope, String key) {
    return IdempotentRequest.of(scope, key, getMethod(), target(), body);
  }

  @Override
  public ServletInputStream getInputStream() {
    return new BodyStream(body);
  }

  @Override
  public BufferedReader getReader() {
    String name = getCharacterEncoding();
    Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  private static final class BodyStream extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    BodyStream(byte[] body) {
      bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("requests are answered on the thread that reads them");
    }
  }
}
