package org.onthaal.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;

/// How a person has the browser show pages.
enum Look {
  LIGHT,
  DARK,
  FORCED_COLOURS,
  /// 320 px wide, as WCAG 1.4.10 has it.
  NARROW,
  /// Letters of twice the size (WCAG 1.4.4).
  LARGE_TEXT,
  RIGHT_TO_LEFT;

  // As wide as the element gets, but for its bars.
  private static final int WIDTH_PX = 800;
  private static final int HEIGHT_PX = 900;

  Browser.NewContextOptions options() {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setReducedMotion(ReducedMotion.REDUCE)
            .setDeviceScaleFactor(1);
    return switch (this) {
      case LIGHT, LARGE_TEXT, RIGHT_TO_LEFT -> options.setViewportSize(WIDTH_PX, HEIGHT_PX);
      case DARK -> options.setViewportSize(WIDTH_PX, HEIGHT_PX).setColorScheme(ColorScheme.DARK);
      case FORCED_COLOURS ->
          options.setViewportSize(WIDTH_PX, HEIGHT_PX).setForcedColors(ForcedColors.ACTIVE);
      case NARROW -> options.setViewportSize(320, HEIGHT_PX);
    };
  }

  /// What a browser cannot be told, but a page that shows the element can.
  void applyTo(Page page) {
    if (this == LARGE_TEXT) {
      page.evaluate("document.documentElement.style.fontSize = '200%'");
    } else if (this == RIGHT_TO_LEFT) {
      // As in a language of that direction, with words of one that everybody here can read.
      page.evaluate("document.documentElement.dir = 'rtl'");
      page.locator(".frame").evaluate("frame => { frame.dir = 'rtl'; }");
    }
  }
}
