package org.tongbao.market.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the bytes of a picture or a recording from front to back; what ends too early is broken.
final class PictureBytes {
  private final byte[] content;
  private final int end;
  private int at;

  PictureBytes(byte[] content, int from, int to) {
    this.content = content;
    this.at = from;
    this.end = to;
  }

  boolean isAtEnd() {
    return at == end;
  }

  int position() {
    return at;
  }

  int left() {
    return end - at;
  }

  int octet() {
    need(1);
    return content[at++] & 0xff;
  }

  int big16() {
    return octet() << 8 | octet();
  }

  long big32() {
    return (long) big16() << 16 | big16();
  }

  long big64() {
    return big32() << 32 | big32();
  }

  int little16() {
    return octet() | octet() << 8;
  }

  int little24() {
    return octet() | octet() << 8 | octet() << 16;
  }

  long little32() {
    return little24() | (long) octet() << 24;
  }

  String name(int length) {
    return new String(take(length), StandardCharsets.ISO_8859_1);
  }

  byte[] take(long length) {
    need(length);
    int from = at;
    at += (int) length;
    return Arrays.copyOfRange(content, from, at);
  }

  void skip(long octets) {
    need(octets);
    at += (int) octets;
  }

  void back(int octets) {
    at -= octets;
  }

  private void need(long octets) {
    if (octets < 0 || octets > end - at) {
      throw Picture.broken();
    }
  }
}
