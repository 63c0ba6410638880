package org.tongbao.market.media;

import java.util.Set;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.media.Mp4Boxes.Box;

/// One track of an MP4 while it is cleaned.
final class Mp4Track {
  private static final Set<String> KEPT_TABLES =
      Set.of(
          "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64", "stss", "sdtp",
          "sgpd", "sbgp", "subs");
  private static final Set<String> KEPT_OF_MEDIA = Set.of("vmhd", "smhd");
  private static final Set<String> PICTURES =
      Set.of("avc1", "avc3", "hvc1", "hev1", "av01", "vp08", "vp09");
  private static final Set<String> SOUNDS = Set.of("mp4a", "Opus", "fLaC", "alac", "ac-3", "ec-3");
  private static final int NAME_OF_ENCODER = 32;

  long usualDuration;
  long ticks;
  private final Mp4Boxes boxes;
  private long id = -1;
  private long ticksPerSecond;
  private String handler = "";
  private int width;
  private int height;
  private boolean described;

  private Mp4Track(Mp4Boxes boxes) {
    this.boxes = boxes;
  }

  static Mp4Track read(Mp4Boxes boxes, Box track) {
    Mp4Track read = new Mp4Track(boxes);
    for (Box box : boxes.in(track)) {
      switch (box.type()) {
        case "tkhd" -> {
          PictureBytes in = boxes.read(box);
          in.skip(in.octet() == 1 ? 19 : 11);
          read.id = in.big32();
          blankTimes(boxes, box);
        }
        case "mdia" -> read.media(box);
        case "edts", "tref" -> {}
        default -> boxes.erase(box);
      }
    }
    if (read.id < 0 || read.ticksPerSecond < 1 || !read.described) {
      throw Picture.broken();
    }
    return read;
  }

  /// When it was made and changed, which stands at the same place in three kinds of boxes.
  static void blankTimes(Mp4Boxes boxes, Box box) {
    boolean wide = boxes.read(box).octet() == 1;
    boxes.blank(box, 4, wide ? 16 : 8);
  }

  private void media(Box media) {
    for (Box box : boxes.in(media)) {
      switch (box.type()) {
        case "mdhd" -> {
          PictureBytes in = boxes.read(box);
          in.skip(in.octet() == 1 ? 19 : 11);
          ticksPerSecond = in.big32();
          blankTimes(boxes, box);
        }
        case "hdlr" -> {
          PictureBytes in = boxes.read(box);
          in.skip(8);
          handler = in.name(4);
          in.skip(12);
          boxes.blank(box, 24, in.left());
        }
        case "minf" -> information(box);
        default -> boxes.erase(box);
      }
    }
    if (!handler.equals("vide") && !handler.equals("soun")) {
      throw new DomainException(MediaError.UNKNOWN_KIND);
    }
  }

  private void information(Box information) {
    for (Box box : boxes.in(information)) {
      switch (box.type()) {
        case "stbl" -> tables(box);
        case "dinf" -> boxes.in(box).forEach(this::references);
        default -> {
          if (!KEPT_OF_MEDIA.contains(box.type())) {
            boxes.erase(box);
          }
        }
      }
    }
  }

  /// All data is in this file.
  private void references(Box box) {
    PictureBytes in = boxes.read(box);
    if (!box.type().equals("dref")) {
      boxes.erase(box);
      return;
    }
    in.skip(8);
    for (Box reference : boxes.in(in.position(), box.end())) {
      PictureBytes flags = boxes.read(reference);
      if (!reference.type().equals("url ") || (flags.big32() & 1) == 0) {
        throw Picture.broken();
      }
    }
  }

  private void tables(Box tables) {
    for (Box box : boxes.in(tables)) {
      PictureBytes in = boxes.read(box);
      switch (box.type()) {
        case "stsd" -> descriptions(box);
        case "stts" -> durations(in);
        case "stco" -> offsets(in, false);
        case "co64" -> offsets(in, true);
        default -> {
          if (!KEPT_TABLES.contains(box.type())) {
            boxes.erase(box);
          }
        }
      }
    }
  }

  private void descriptions(Box box) {
    PictureBytes in = boxes.read(box);
    in.skip(8);
    for (Box entry : boxes.in(in.position(), box.end())) {
      described = true;
      if (PICTURES.contains(entry.type())) {
        PictureBytes picture = boxes.read(entry);
        picture.skip(24);
        width = Math.max(width, picture.big16());
        height = Math.max(height, picture.big16());
        boxes.blank(entry, 42, NAME_OF_ENCODER);
      } else if (!SOUNDS.contains(entry.type())) {
        throw new DomainException(MediaError.UNKNOWN_KIND);
      }
    }
  }

  private void durations(PictureBytes in) {
    in.skip(4);
    long entries = in.big32();
    for (long i = 0; i < entries; i++) {
      ticks += in.big32() * in.big32();
      if (ticks < 0) {
        throw Picture.broken();
      }
    }
  }

  /// A part of the file that they point to is there.
  private void offsets(PictureBytes in, boolean wide) {
    in.skip(4);
    long entries = in.big32();
    for (long i = 0; i < entries; i++) {
      long offset = wide ? in.big64() : in.big32();
      if (offset < 0 || offset >= boxes.content().length) {
        throw Picture.broken();
      }
    }
  }

  long id() {
    return id;
  }

  boolean isSeen() {
    return handler.equals("vide");
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  long millis() {
    return ticks / ticksPerSecond * 1000 + ticks % ticksPerSecond * 1000 / ticksPerSecond;
  }
}
