package org.tongbao.market.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The boxes of an ISO base media file (ISO 14496-12), changed where they stand: nothing moves, so
/// that what points into the file stays right.
final class Mp4Boxes {
  private static final int MOST = 200_000;

  private final byte[] content;
  private final ByteBuffer bytes;
  private int seen;

  /// Changes its own copy.
  Mp4Boxes(byte[] content) {
    this.content = content.clone();
    bytes = ByteBuffer.wrap(this.content);
  }

  byte[] content() {
    return content;
  }

  /// The boxes that fill this part of the file exactly.
  List<Box> in(int from, int end) {
    List<Box> boxes = new ArrayList<>();
    int at = from;
    while (at < end) {
      Box box = box(at, end, end == content.length);
      boxes.add(box);
      at = box.end();
    }
    return boxes;
  }

  List<Box> in(Box box) {
    return in(box.from(), box.end());
  }

  private Box box(int at, int end, boolean mayGoToTheEnd) {
    if (++seen > MOST || end - at < 8) {
      throw Picture.broken();
    }
    long size = bytes.getInt(at) & 0xffffffffL;
    String type = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
    int header = 8;
    if (size == 1) {
      header = 16;
      size = end - at < 16 ? 0 : bytes.getLong(at + 8);
    } else if (size == 0 && mayGoToTheEnd) {
      size = (long) end - at;
    }
    if (size < header || size > end - at) {
      throw Picture.broken();
    }
    return new Box(type, at, at + header, at + (int) size);
  }

  /// What fills the box from there on; behind its end it is broken.
  PictureBytes read(Box box) {
    return new PictureBytes(content, box.from(), box.end());
  }

  /// Leaves room where the box was.
  void erase(Box box) {
    System.arraycopy("free".getBytes(StandardCharsets.US_ASCII), 0, content, box.at() + 4, 4);
    Arrays.fill(content, box.from(), box.end(), (byte) 0);
  }

  /// Writes zeros over a part of the box.
  void blank(Box box, int offset, int length) {
    int from = box.from() + offset;
    if (length < 0 || from + (long) length > box.end()) {
      throw Picture.broken();
    }
    Arrays.fill(content, from, from + length, (byte) 0);
  }

  /// @param at where it begins
  /// @param from where what is in it begins
  record Box(String type, int at, int from, int end) {}
}
