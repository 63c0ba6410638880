package org.tongbao.market.media;

import java.util.Arrays;
import java.util.Optional;
import org.tongbao.market.error.DomainException;

/// Finds out what a document is, by its content alone: a PDF, or a picture. Documents are shown to
/// few, as evidence, and are kept as they are; so what would be cleaned elsewhere ([Uploads]) is
/// refused here.
public final class DocumentCheck {
  public static final int MOST_BYTES = 10 * 1024 * 1024;
  private static final String PDF = "application/pdf";

  private DocumentCheck() {}

  /// The type of a document that can be kept as it is. Refuses with a [MediaError].
  public static String type(byte[] content) {
    refuseOutright(content);
    Optional<MediaType> picture = picture(content);
    if (picture.isPresent()) {
      MediaType type = picture.get();
      if (PdfCheck.isWithin(content) || type.end(content) != content.length) {
        throw new DomainException(MediaError.SOMETHING_ELSE_TOO);
      }
      Cleaned _ = Redrawing.of(type, content); // whoever looks at it can
      return type.type();
    }
    if (!PdfCheck.begins(content)) {
      throw new DomainException(MediaError.NO_DOCUMENT);
    }
    PdfCheck.check(content);
    return PDF;
  }

  /// A document as it is kept where nobody has named its hash before: a picture without what it
  /// tells of its maker and what stands behind its end, nothing of it encoded anew; a PDF as it is.
  public static byte[] cleaned(byte[] content) {
    refuseOutright(content);
    return picture(content).map(it -> it.clean(content).content()).orElse(content);
  }

  private static void refuseOutright(byte[] content) {
    if (content.length > MOST_BYTES) {
      throw new DomainException(MediaError.TOO_MANY_BYTES, String.valueOf(MOST_BYTES));
    }
    if (picture(content).isEmpty() && !PdfCheck.begins(content)) {
      throw new DomainException(MediaError.NO_DOCUMENT);
    }
    UploadCheck.refuseSomethingElseToo(content);
  }

  private static Optional<MediaType> picture(byte[] content) {
    return Arrays.stream(MediaType.values()).filter(it -> it.begins(content)).findFirst();
  }
}
