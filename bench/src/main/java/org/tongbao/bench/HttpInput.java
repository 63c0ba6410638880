package org.tongbao.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// What a server of HTTP/1.1 sends: lines, and bodies of both forms. For clients that do next to
/// nothing besides, since they run on the processors of what they measure.
public final class HttpInput {
  private final InputStream in;

  /// @param buffer bytes that are read at once
  public HttpInput(InputStream in, int buffer) {
    this.in = new BufferedInputStream(in, buffer);
  }

  /// Waits for the next byte. Answers whether there is none any more.
  public boolean hasEnded() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return true;
    }
    in.reset();
    return false;
  }

  /// A line without its end.
  public String line() throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server ended the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  /// A body of this length.
  public byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the server ended the connection");
    }
    return bytes;
  }

  /// A body in chunks.
  public byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().strip(), 16);
      all.writeBytes(exactly(size));
      line();
      if (size == 0) {
        return all.toByteArray();
      }
    }
  }
}
