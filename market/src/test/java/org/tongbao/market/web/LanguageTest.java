package org.tongbao.market.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

final class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,       -,  -,                    ZH",
        "-,       -,  en-GB,                EN",
        "-,       -,  'fr, en;q=0.5',       EN",
        "-,       -,  'en;q=0.4, zh-TW',    ZH",
        "-,       -,  ';;;',                ZH",
        "-,       -,  fr,                   ZH",
        "-,       en, zh,                   EN",
        "-,       xx, en,                   EN",
        "lang=en, zh, zh,                   EN",
        "a=1&lang=en&b, zh, zh,             EN",
        "lang=xx, en, zh,                   EN",
        "slang=en, -, -,                    ZH"
      })
  void prefersWhatIsAskedThenChosenThenSetInTheBrowser(
      String query, String cookie, String header, Language expected) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setQueryString(query);
    if (cookie != null) {
      request.setCookies(new Cookie("lang", cookie));
    }
    if (header != null) {
      request.addHeader("Accept-Language", header);
    }

    assertThat(Language.of(request, Language.ZH)).isEqualTo(expected);
  }
}
