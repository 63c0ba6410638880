package org.tongbao.market.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// A request whose body was read to its end and can be read once more.
final class BufferedRequest extends HttpServletRequestWrapper {
  static final int BODY_LIMIT = 1024 * 1024;

  private final byte[] body;

  private BufferedRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /// Refuses with [RequestError#TOO_LARGE] a body above the limit, without reading the rest.
  static BufferedRequest read(HttpServletRequest request, int limit) throws IOException {
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      throw new DomainException(RequestError.TOO_LARGE);
    }
    return new BufferedRequest(request, body);
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
