package org.tongbao.market.media;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tongbao.market.error.DomainException;

/// Checks a WebM (RFC 8794 and 9559) and writes room over everything that is not needed to play it:
/// tags, chapters, attachments, names, dates, the programs that made it, checksums, unknown
/// elements. Nothing moves, so that what points into the file stays right.
final class WebmCleaner {
  private static final int EBML = 0x1a45dfa3;
  private static final int DOC_TYPE = 0x4282;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549a966;
  private static final int SCALE = 0x2ad7b1;
  private static final int TRACKS = 0x1654ae6b;
  private static final int TRACK = 0xae;
  private static final int TRACK_TYPE = 0x83;
  private static final int CODEC = 0x86;
  private static final int PICTURE = 0xe0;
  private static final int WIDTH = 0xb0;
  private static final int HEIGHT = 0xba;
  private static final int CLUSTER = 0x1f43b675;
  private static final int TIMESTAMP = 0xe7;
  private static final int BLOCK = 0xa3;
  private static final int GROUP = 0xa0;
  private static final int BLOCK_OF_GROUP = 0xa1;
  private static final int VOID = 0xec;

  /// Seek head, cues and the durations that players want are kept as they are.
  private static final Set<Integer> TOP = Set.of(0x114d9b74, INFO, TRACKS, CLUSTER, 0x1c53bb6b);

  private static final Set<Integer> KEPT_OF_INFO = Set.of(SCALE, 0x4489);

  /// Title, date, file name and ids of an `Info`, and the programs, which must be there but may be
  /// empty, are blanked.
  private static final Set<Integer> PROGRAMS = Set.of(0x4d80, 0x5741);

  private static final Set<Integer> KEPT_OF_A_CLUSTER = Set.of(TIMESTAMP, BLOCK, GROUP, 0xa7, 0xab);

  /// Name, attachment links and what else a track may tell of itself.
  private static final Set<Integer> ERASED_OF_A_TRACK = Set.of(0x536e, 0x7446, 0x258688, 0xbf);

  private static final Set<String> CODECS = Set.of("V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS");

  private final byte[] content;
  private final Map<Integer, Integer> kinds = new HashMap<>();
  private long nanosPerTick = 1_000_000;
  private long lastTick;
  private boolean sounding;
  private int width;
  private int height;

  private WebmCleaner(byte[] content) {
    this.content = content.clone();
  }

  static Cleaned clean(byte[] content) {
    WebmCleaner cleaner = new WebmCleaner(content);
    cleaner.read();
    return cleaner.cleaned();
  }

  private void read() {
    Element head = element(0, content.length);
    if (head.id() != EBML || !"webm".equals(documentType(head))) {
      throw new DomainException(MediaError.UNKNOWN_KIND);
    }
    Element segment = element(head.end(), content.length);
    if (segment.id() != SEGMENT || segment.end() != content.length) {
      throw Picture.broken();
    }
    int at = segment.from();
    while (at < segment.end()) {
      at = top(element(at, segment.end()));
    }
  }

  private String documentType(Element head) {
    for (int at = head.from(); at < head.end(); ) {
      Element each = element(at, head.end());
      if (each.id() == DOC_TYPE) {
        return text(each);
      }
      at = each.end();
    }
    return "";
  }

  /// @return where the next begins
  private int top(Element element) {
    if (element.id() == CLUSTER) {
      return cluster(element);
    }
    if (element.open()) {
      throw Picture.broken();
    }
    if (element.id() == INFO) {
      information(element);
    } else if (element.id() == TRACKS) {
      for (int at = element.from(); at < element.end(); ) {
        Element each = element(at, element.end());
        if (each.id() == TRACK) {
          track(each);
        } else {
          erase(each);
        }
        at = each.end();
      }
    } else if (!TOP.contains(element.id())) {
      erase(element);
    }
    return element.end();
  }

  private void information(Element information) {
    for (int at = information.from(); at < information.end(); ) {
      Element each = element(at, information.end());
      if (each.id() == SCALE) {
        nanosPerTick = number(each);
      } else if (PROGRAMS.contains(each.id())) {
        Arrays.fill(content, each.from(), each.end(), (byte) 0);
      } else if (!KEPT_OF_INFO.contains(each.id())) {
        erase(each);
      }
      at = each.end();
    }
  }

  private void track(Element track) {
    int kind = 0;
    String codec = "";
    for (int at = track.from(); at < track.end(); ) {
      Element each = element(at, track.end());
      if (each.id() == TRACK_TYPE) {
        kind = (int) number(each);
      } else if (each.id() == CODEC) {
        codec = text(each);
      } else if (each.id() == PICTURE) {
        measure(each);
      } else if (ERASED_OF_A_TRACK.contains(each.id())) {
        erase(each);
      }
      at = each.end();
    }
    boolean known = CODECS.contains(codec) && codec.startsWith(kind == 1 ? "V" : "A");
    if (!known || kind < 1 || kind > 2) {
      throw new DomainException(MediaError.UNKNOWN_KIND);
    }
    kinds.merge(kind, 1, Integer::sum);
  }

  private void measure(Element picture) {
    for (int at = picture.from(); at < picture.end(); ) {
      Element each = element(at, picture.end());
      if (each.id() == WIDTH) {
        width = (int) Math.min(number(each), Integer.MAX_VALUE);
      } else if (each.id() == HEIGHT) {
        height = (int) Math.min(number(each), Integer.MAX_VALUE);
      }
      at = each.end();
    }
  }

  /// One without a length ends where the next element of its level begins.
  private int cluster(Element cluster) {
    long time = 0;
    int at = cluster.from();
    while (at < cluster.end()) {
      Element each = element(at, cluster.end());
      if (cluster.open()
          && (TOP.contains(each.id()) || Integer.numberOfLeadingZeros(each.id()) < 8)) {
        return at;
      }
      switch (each.id()) {
        case TIMESTAMP -> time = number(each);
        case BLOCK -> block(each, time);
        case GROUP -> group(each, time);
        default -> {
          if (!KEPT_OF_A_CLUSTER.contains(each.id())) {
            erase(each);
          }
        }
      }
      at = each.end();
    }
    return at;
  }

  private void group(Element group, long time) {
    for (int at = group.from(); at < group.end(); ) {
      Element each = element(at, group.end());
      if (each.id() == BLOCK_OF_GROUP) {
        block(each, time);
      }
      at = each.end();
    }
  }

  private void block(Element block, long time) {
    PictureBytes in = new PictureBytes(content, block.from(), block.end());
    in.skip(Integer.numberOfLeadingZeros(in.octet()) - 24L);
    lastTick = Math.max(lastTick, time + (short) in.big16());
    sounding = true;
  }

  private Cleaned cleaned() {
    if (kinds.isEmpty() || !sounding || nanosPerTick < 1 || lastTick > Integer.MAX_VALUE) {
      throw Picture.broken();
    }
    long millis =
        Math.multiplyHigh(lastTick, nanosPerTick) != 0
            ? Long.MAX_VALUE
            : lastTick * nanosPerTick / 1_000_000;
    return kinds.containsKey(1)
        ? Cleaned.video("video/webm", content, width, height, millis)
        : Cleaned.voice("audio/webm", content, millis);
  }

  private Element element(int at, int end) {
    PictureBytes in = new PictureBytes(content, at, end);
    int first = in.octet();
    int length = Integer.numberOfLeadingZeros(first) - 24;
    if (length > 3) {
      throw Picture.broken();
    }
    int id = first;
    for (int i = 0; i < length; i++) {
      id = id << 8 | in.octet();
    }
    int head = in.octet();
    int more = Integer.numberOfLeadingZeros(head) - 24;
    if (more > 7) {
      throw Picture.broken();
    }
    long size = head & (0x7f >> more);
    boolean open = size == (0x7f >> more);
    for (int i = 0; i < more; i++) {
      int octet = in.octet();
      size = size << 8 | octet;
      open &= octet == 0xff;
    }
    boolean mayBeOpen = id == SEGMENT || id == CLUSTER;
    if (open ? !mayBeOpen : size > in.left()) {
      throw Picture.broken();
    }
    return new Element(id, open, at, in.position(), open ? end : in.position() + (int) size);
  }

  private long number(Element element) {
    if (element.end() - element.from() > 7) {
      throw Picture.broken();
    }
    long number = 0;
    for (int at = element.from(); at < element.end(); at++) {
      number = number << 8 | (content[at] & 0xff);
    }
    return number;
  }

  private String text(Element element) {
    PictureBytes in = new PictureBytes(content, element.from(), element.end());
    return in.name(in.left()).replace("\0", "");
  }

  /// Puts a `Void` of the same length in its place (RFC 8794, 11.3.2).
  private void erase(Element element) {
    int total = element.end() - element.at();
    Arrays.fill(content, element.at(), element.end(), (byte) 0);
    content[element.at()] = (byte) VOID;
    if (total < 10) {
      content[element.at() + 1] = (byte) (0x80 | (total - 2));
      return;
    }
    content[element.at() + 1] = 1;
    long rest = total - 9L;
    for (int i = 0; i < 7; i++) {
      content[element.at() + 8 - i] = (byte) (rest >>> (8 * i));
    }
  }

  /// @param open without a length of its own
  /// @param at where it begins
  /// @param from where what is in it begins
  private record Element(int id, boolean open, int at, int from, int end) {}
}
