package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// With what somebody works on pages.
enum Hand {
  MOUSE {
    @Override
    void press(Locator what) {
      what.click();
    }

    @Override
    void type(Locator field, String text) {
      field.fill(text);
    }
  },

  /// Nothing but the keyboard: what is wanted is reached by Tab, a choice among several by the
  /// arrow from the one that Tab comes to, and it can be seen that it was reached.
  KEYBOARD {
    @Override
    void press(Locator what) {
      reach(what);
      boolean ticked = "input".equals(what.evaluate("it => it.localName"));
      what.page().keyboard().press(ticked ? "Space" : "Enter");
    }

    @Override
    void type(Locator field, String text) {
      reach(field);
      field.page().keyboard().press("Control+A");
      field.page().keyboard().type(text);
    }
  };

  private static final int MOST_STEPS = 150;
  private static final String HAS_FOCUS = "it => it === document.activeElement";

  private static final String SAME_CHOICE =
      """
      it => it.type === "radio" && document.activeElement.type === "radio"
          && it.name === document.activeElement.name
      """;

  /// The outline is the element's own, or of what it stands in.
  private static final String SHOWS_FOCUS =
      """
      it => {
        for (let part = it; part && part !== document.body; part = part.parentElement) {
          const style = getComputedStyle(part);
          // "auto" is the browser's own ring.
          if (style.outlineStyle === "auto") return true;
          if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return true;
        }
        return false;
      }
      """;

  abstract void press(Locator what);

  abstract void type(Locator field, String text);

  private static void reach(Locator what) {
    what.waitFor();
    Page page = what.page();
    for (int i = 0; i < MOST_STEPS; i++) {
      if (Boolean.TRUE.equals(what.evaluate(HAS_FOCUS))) {
        assertThat(what.evaluate(SHOWS_FOCUS)).as("focus is seen on " + what).isEqualTo(true);
        return;
      }
      boolean among = Boolean.TRUE.equals(what.evaluate(SAME_CHOICE));
      page.keyboard().press(among ? "ArrowDown" : "Tab");
    }
    throw new AssertionError("Tab does not come to " + what + " on " + page.url());
  }
}
