package org.tongbao.market.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.tongbao.market.error.RequestError;

/// How long a body may take.
final class BufferedRequestTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aBodyThatTricklesInIsNotWaitedFor() {
    // A byte a second, for ever.
    assertThatThrownBy(() -> read(1, 1)).hasMessageContaining(RequestError.TOO_SLOW.code());
    assertThat(nanos.get()).isBetween(20 * SECOND, 30 * SECOND);
  }

  @Test
  void aSlowConnectionThatGoesOnIsWaitedFor() throws IOException {
    assertThat(read(20_000, 200).getInputStream().readAllBytes()).hasSize(4_000_000);
    assertThat(nanos.get()).isGreaterThan(190 * SECOND);
  }

  @Test
  void silenceIsSlowness() {
    assertThatThrownBy(() -> BufferedRequest.read(request(new Drops(0, 0)), 10))
        .hasMessageContaining(RequestError.TOO_SLOW.code());
  }

  private BufferedRequest read(int bytesASecond, int seconds) throws IOException {
    boolean endless = seconds == 1;
    return BufferedRequest.read(
        request(new Drops(bytesASecond, endless ? Integer.MAX_VALUE : seconds)),
        5_000_000,
        nanos::get);
  }

  private static MockHttpServletRequest request(ServletInputStream body) {
    return new MockHttpServletRequest("POST", "/") {
      @Override
      public ServletInputStream getInputStream() {
        return body;
      }
    };
  }

  /// So many bytes each second of the clock above; without any, the silence that ends a connection.
  private final class Drops extends ServletInputStream {
    private final int bytes;
    private int left;
    private int rest;

    Drops(int bytes, int seconds) {
      this.bytes = bytes;
      left = seconds;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (bytes == 0) {
        throw new SocketTimeoutException();
      }
      if (rest == 0) {
        if (left-- == 0) {
          return -1;
        }
        nanos.addAndGet(SECOND);
        rest = bytes;
      }
      int got = Math.min(rest, length);
      rest -= got;
      return got;
    }

    @Override
    public int read() {
      throw new IllegalStateException("read in parts");
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("read by waiting");
    }
  }
}
