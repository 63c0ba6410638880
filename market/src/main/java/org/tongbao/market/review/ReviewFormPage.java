package org.tongbao.market.review;

import java.util.List;
import org.tongbao.market.media.Upload;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The form of a review, or of what is added to one.
///
/// @param action where it is sent
/// @param title of what was bought
/// @param back where the visitor came from
/// @param followUp whether it adds to a review, and so gives no stars
/// @param uploads what was put in and can be added
public record ReviewFormPage(
    Frame frame,
    String action,
    String title,
    String back,
    boolean followUp,
    Typed typed,
    List<Upload> uploads,
    FormErrors errors) {
  public ReviewFormPage {
    uploads = List.copyOf(uploads);
  }

  /// What was filled in.
  ///
  /// @param stars 0 when none were given yet
  /// @param media hashes of the uploads that were chosen
  public record Typed(int line, int stars, String text, List<String> media) {
    public Typed {
      media = List.copyOf(media);
    }
  }
}
