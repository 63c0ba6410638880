package org.tongbao.market.catalog;

import org.tongbao.market.web.Language;

/// A text in Chinese, in English, or in both; empty in a language it was not written in.
public record Wording(String zh, String en) {
  public static final Wording NONE = new Wording("", "");

  /// In this language, or else in the other.
  public String in(Language language) {
    return switch (language) {
      case ZH -> zh.isEmpty() ? en : zh;
      case EN -> en.isEmpty() ? zh : en;
    };
  }

  public boolean isEmpty() {
    return zh.isEmpty() && en.isEmpty();
  }
}
