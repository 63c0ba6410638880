package org.tongbao.market.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tongbao.market.error.DomainException;

/// Copies of a JPEG (ITU T.81, annex B) what is needed to show it: tables, frames and scans, the
/// colour profile and Adobe's note about colours. Of its Exif data only the orientation stays,
/// without which a picture from a telephone would lie on its side. Nothing is encoded anew, so
/// nothing is lost.
final class JpegCleaner {
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final byte[] JFIF = ascii("JFIF\0");
  private static final byte[] EXIF = ascii("Exif\0\0");
  private static final byte[] PROFILE = ascii("ICC_PROFILE\0");
  private static final byte[] ADOBE = ascii("Adobe");

  /// A progressive picture has about ten; thousands are made to keep a decoder busy.
  private static final int MOST_SCANS = 100;

  private static final int EXIF_ORIENTATION = 31;

  private final PictureBytes in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int orientation = 1;
  private int width;
  private int height;

  private JpegCleaner(byte[] content) {
    in = new PictureBytes(content, 2, content.length);
  }

  static Picture clean(byte[] content) {
    JpegCleaner cleaner = new JpegCleaner(content);
    cleaner.copy();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    if (cleaner.orientation != 1) {
      whole.writeBytes(exif(cleaner.orientation));
    }
    whole.writeBytes(cleaner.out.toByteArray());
    boolean turned = cleaner.orientation >= 5;
    return new Picture(
        whole.toByteArray(),
        turned ? cleaner.height : cleaner.width,
        turned ? cleaner.width : cleaner.height);
  }

  /// Where a picture ends.
  static int end(byte[] content) {
    JpegCleaner cleaner = new JpegCleaner(content);
    cleaner.copy();
    return cleaner.in.position();
  }

  /// How a cleaned picture is to be turned, as the one thing that its Exif data still says.
  static int orientationOf(byte[] cleaned) {
    return cleaned[3] == (byte) 0xe1 ? cleaned[EXIF_ORIENTATION] : 1;
  }

  private void copy() {
    int scans = 0;
    while (true) {
      int marker = marker();
      if (marker == END) {
        if (scans == 0) {
          throw Picture.broken();
        }
        write(marker);
        return;
      }
      int length = in.big16();
      byte[] segment = in.take(length - 2L);
      if (isKept(marker, segment)) {
        write(marker);
        segment = marker == 0xe0 ? withoutThumbnail(segment) : segment;
        out.write((segment.length + 2) >> 8);
        out.write(segment.length + 2);
        out.writeBytes(segment);
      }
      look(marker, segment);
      if (marker == SCAN) {
        scans++;
        if (scans > MOST_SCANS) {
          throw Picture.broken();
        }
        copyScan();
      }
    }
  }

  private int marker() {
    if (in.octet() != 0xff) {
      throw Picture.broken();
    }
    int marker = in.octet();
    while (marker == 0xff) {
      marker = in.octet();
    }
    return marker;
  }

  private static boolean isKept(int marker, byte[] segment) {
    return switch (marker) {
      case 0xe0 -> begins(segment, JFIF) && segment.length >= 14;
      case 0xe2 -> begins(segment, PROFILE);
      case 0xee -> begins(segment, ADOBE);
      case 0xdb, 0xdc, 0xdd, SCAN -> true;
      default -> marker >= 0xc0 && marker <= 0xcf && marker != 0xc8;
    };
  }

  private void look(int marker, byte[] segment) {
    if (marker == 0xe1 && begins(segment, EXIF)) {
      orientation = orientation(segment);
    }
    if (marker == SCAN && width == 0) {
      throw Picture.broken();
    }
    boolean frame =
        marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame) {
      PictureBytes header = new PictureBytes(segment, 1, segment.length);
      height = header.big16();
      width = header.big16();
    }
  }

  /// Up to the next marker that does not belong to the scan.
  private void copyScan() {
    while (true) {
      int octet = in.octet();
      if (octet != 0xff) {
        out.write(octet);
        continue;
      }
      int next = in.octet();
      if (next != 0 && (next < 0xd0 || next > 0xd7)) {
        in.back(next == 0xff ? 1 : 2);
        if (next != 0xff) {
          return;
        }
        continue;
      }
      write(next);
    }
  }

  private void write(int marker) {
    out.write(0xff);
    out.write(marker);
  }

  private static byte[] withoutThumbnail(byte[] jfif) {
    byte[] header = Arrays.copyOf(jfif, 14);
    header[12] = 0;
    header[13] = 0;
    return header;
  }

  /// Tag 0x0112 of the first directory (Exif 3.0, 4.6.2); 1 when there is none that makes sense.
  private static int orientation(byte[] exif) {
    try {
      PictureBytes tiff = new PictureBytes(exif, EXIF.length, exif.length);
      boolean little = tiff.name(2).equals("II");
      long offset = EXIF.length + long32(little, new PictureBytes(exif, 10, exif.length));
      if (offset > exif.length) {
        return 1;
      }
      PictureBytes directory = new PictureBytes(exif, (int) offset, exif.length);
      int entries = short16(little, directory);
      for (int i = 0; i < entries; i++) {
        int tag = short16(little, directory);
        directory.take(6);
        int value = short16(little, directory);
        directory.take(2);
        if (tag == 0x0112) {
          return value >= 1 && value <= 8 ? value : 1;
        }
      }
      return 1;
    } catch (DomainException senseless) {
      return 1;
    }
  }

  private static int short16(boolean little, PictureBytes in) {
    int value = in.big16();
    return little ? (value >> 8 | (value & 0xff) << 8) : value;
  }

  private static long long32(boolean little, PictureBytes in) {
    return little ? in.little32() : in.big32();
  }

  /// A segment that says the orientation and nothing else.
  private static byte[] exif(int orientation) {
    byte[] segment = new byte[36];
    byte[] head = {(byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42};
    System.arraycopy(head, 0, segment, 0, head.length);
    byte[] directory = {0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation};
    System.arraycopy(directory, 0, segment, head.length, directory.length);
    return segment;
  }

  private static boolean begins(byte[] segment, byte[] prefix) {
    return segment.length >= prefix.length
        && Arrays.equals(segment, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
