package org.tongbao.market.media;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.media.Mp4Boxes.Box;

/// Checks an MP4 (ISO 14496-12 and -14), whole or in fragments, and blanks everything that is not
/// needed to play it: user data, metadata, unknown boxes, the times at which it was made, the names
/// of handlers and encoders. Only picture and sound are taken, in codecs that browsers know.
final class Mp4Cleaner {
  private static final Set<String> BRANDS =
      Set.of(
          "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
          "avc1", "dash", "MSNV", "M4A ", "M4V ", "3gp4", "3gp5", "3gp6", "av01", "hlsf", "cmfc");
  private static final Set<String> KEPT_AT_THE_TOP =
      Set.of("ftyp", "styp", "moov", "moof", "mdat", "sidx", "mfra");
  private static final Set<String> KEPT_OF_A_FRAGMENT =
      Set.of("tfhd", "tfdt", "trun", "sbgp", "sgpd", "subs");
  private static final long MOST_SAMPLES = 10_000_000;

  private final Mp4Boxes boxes;
  private final Map<Long, Mp4Track> tracks = new HashMap<>();

  private Mp4Cleaner(byte[] content) {
    boxes = new Mp4Boxes(content);
  }

  static Cleaned clean(byte[] content) {
    Mp4Cleaner cleaner = new Mp4Cleaner(content);
    cleaner.top(content.length);
    return cleaner.cleaned();
  }

  private void top(int length) {
    List<Box> top = boxes.in(0, length);
    checkBrand(top.getFirst());
    long media = top.stream().filter(it -> it.type().equals("mdat")).count();
    List<Box> movies = top.stream().filter(it -> it.type().equals("moov")).toList();
    if (media == 0 || movies.size() != 1) {
      throw Picture.broken();
    }
    movie(movies.getFirst());
    for (Box box : top) {
      if (box.type().equals("moof")) {
        fragment(box);
      } else if (!KEPT_AT_THE_TOP.contains(box.type())) {
        boxes.erase(box);
      }
    }
  }

  private void checkBrand(Box first) {
    PictureBytes in = boxes.read(first);
    String major = in.name(4);
    if (!first.type().equals("ftyp") || !BRANDS.contains(major)) {
      throw new DomainException(MediaError.UNKNOWN_KIND);
    }
  }

  private void movie(Box movie) {
    for (Box box : boxes.in(movie)) {
      switch (box.type()) {
        case "mvhd" -> Mp4Track.blankTimes(boxes, box);
        case "trak" -> {
          Mp4Track track = Mp4Track.read(boxes, box);
          if (tracks.put(track.id(), track) != null) {
            throw Picture.broken();
          }
        }
        case "mvex" -> extension(box);
        default -> boxes.erase(box);
      }
    }
  }

  private void extension(Box extension) {
    for (Box box : boxes.in(extension)) {
      if (box.type().equals("trex")) {
        PictureBytes in = boxes.read(box);
        in.skip(4);
        long id = in.big32();
        in.skip(4);
        track(id).usualDuration = in.big32();
      } else if (!box.type().equals("mehd")) {
        boxes.erase(box);
      }
    }
  }

  private void fragment(Box fragment) {
    for (Box box : boxes.in(fragment)) {
      if (box.type().equals("traf")) {
        part(box);
      } else if (!box.type().equals("mfhd")) {
        boxes.erase(box);
      }
    }
  }

  private void part(Box part) {
    long id = -1;
    long usual = 0;
    for (Box box : boxes.in(part)) {
      if (!KEPT_OF_A_FRAGMENT.contains(box.type())) {
        boxes.erase(box);
      }
      PictureBytes in = boxes.read(box);
      if (box.type().equals("tfhd")) {
        long flags = in.big32();
        id = in.big32();
        in.skip(((flags & 0x1) != 0 ? 8L : 0) + ((flags & 0x2) != 0 ? 4 : 0));
        usual = (flags & 0x8) != 0 ? in.big32() : track(id).usualDuration;
      } else if (box.type().equals("trun")) {
        track(id).ticks += ticks(in, usual);
      }
    }
  }

  private static long ticks(PictureBytes in, long usual) {
    long flags = in.big32();
    long samples = in.big32();
    if (samples > MOST_SAMPLES) {
      throw Picture.broken();
    }
    in.skip(((flags & 0x1) != 0 ? 4L : 0) + ((flags & 0x4) != 0 ? 4 : 0));
    if ((flags & 0x100) == 0) {
      return samples * usual;
    }
    long rest = 4L * Long.bitCount(flags & 0xe00);
    long ticks = 0;
    for (long i = 0; i < samples; i++) {
      ticks += in.big32();
      in.skip(rest);
    }
    return ticks;
  }

  private Mp4Track track(long id) {
    Mp4Track track = tracks.get(id);
    if (track == null) {
      throw Picture.broken();
    }
    return track;
  }

  private Cleaned cleaned() {
    long millis = 0;
    int width = 0;
    int height = 0;
    for (Mp4Track track : tracks.values()) {
      millis = Math.max(millis, track.millis());
      width = Math.max(width, track.width());
      height = Math.max(height, track.height());
    }
    if (millis == 0) {
      throw Picture.broken();
    }
    boolean seen = tracks.values().stream().anyMatch(Mp4Track::isSeen);
    return seen
        ? Cleaned.video("video/mp4", boxes.content(), width, height, millis)
        : Cleaned.voice("audio/mp4", boxes.content(), millis);
  }
}
