package org.tongbao.market.web;

import java.util.List;

/// What people ask most.
///
/// @param questions the middle parts of the keys of their texts, in order
public record HelpPage(Frame frame, List<String> questions) {
  public HelpPage {
    questions = List.copyOf(questions);
  }
}
