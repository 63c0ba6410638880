package org.tongbao.e2e;

import com.microsoft.playwright.options.ColorScheme;

/// How somebody looks at the pages.
///
/// @param language `en` or `zh`
/// @param dark which colours the machine of the visitor prefers
/// @param phone 390 pixels wide; otherwise 1280
/// @param scripts whether the browser runs scripts
record Look(String language, boolean dark, boolean phone, boolean scripts) {
  static final Look ENGLISH = new Look("en", false, false, true);
  static final Look CHINESE = new Look("zh", false, false, true);

  Look inDark() {
    return new Look(language, true, phone, scripts);
  }

  Look onPhone() {
    return new Look(language, dark, true, scripts);
  }

  Look withoutScripts() {
    return new Look(language, dark, phone, false);
  }

  int width() {
    return phone ? 390 : 1280;
  }

  int height() {
    return phone ? 844 : 900;
  }

  ColorScheme scheme() {
    return dark ? ColorScheme.DARK : ColorScheme.LIGHT;
  }

  @Override
  public String toString() {
    return (phone ? "phone" : "desktop") + "-" + (dark ? "dark" : "light") + "-" + language;
  }
}
