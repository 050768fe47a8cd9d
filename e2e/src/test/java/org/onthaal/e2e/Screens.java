package org.onthaal.e2e;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/// Pictures of what was seen, kept with the build for people to look at.
final class Screens {
  private static final Path FOLDER = Path.of("target", "screens");

  private Screens() {}

  /// Keeps the whole page.
  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")).setFullPage(true));
  }
}
