package org.onthaal.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.onthaal.e2e.Installation;

/// The dashboard of an installation in a browser, as people with different languages, colours and
/// screens have it.
final class DashboardPages {
  private static final int WIDE = 1440;
  private static final int NARROW = 390;
  private static final int HEIGHT = 900;

  /// Charts are drawn anew when their place or their colours change.
  private static final String DRAWN =
      "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private final Browser browser;
  private final Installation installation;

  DashboardPages(Browser browser, Installation installation) {
    this.browser = browser;
    this.installation = installation;
  }

  /// Opens a view in light colours on a wide screen, and waits until it is there.
  Page open(String language, String view) {
    Page page = blank(language);
    page.navigate(address(view));
    page.locator("h1").waitFor();
    PlaywrightAssertions.assertThat(page.locator("p.loading")).hasCount(0);
    return page;
  }

  private Page blank(String language) {
    return browser.newPage(
        new Browser.NewPageOptions()
            .setLocale(language + "-BE")
            .setColorScheme(ColorScheme.LIGHT)
            .setViewportSize(WIDE, HEIGHT));
  }

  private String address(String view) {
    return installation.aggregation().resolve(view).toString();
  }

  /// Looks at a view in two languages, both colours, on a screen and on a phone: nothing is in the
  /// way of anybody, nothing is wider than the screen, and a picture is kept.
  ///
  /// @param ready waits until the view is there, and opens what is closed
  void look(String name, String view, Consumer<Page> ready) {
    for (String language : List.of("fr", "nl")) {
      try (Page page = open(language, view)) {
        ready.accept(page);
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          for (int width : List.of(WIDE, NARROW)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            page.setViewportSize(width, HEIGHT);
            page.evaluate(DRAWN);
            look(page, name, language, colours, width);
          }
        }
      }
    }
  }

  /// Looks at a view on a screen in light colours and on a phone in dark ones, each in another
  /// language: as above, where there are many views.
  ///
  /// @param calls what becomes of calls of the API
  /// @param ready waits until the view is there
  void glance(String name, String view, Consumer<Route> calls, Consumer<Page> ready) {
    for (String language : List.of("fr", "nl")) {
      boolean isScreen = language.equals("fr");
      ColorScheme colours = isScreen ? ColorScheme.LIGHT : ColorScheme.DARK;
      int width = isScreen ? WIDE : NARROW;
      try (Page page = blank(language)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        page.setViewportSize(width, HEIGHT);
        page.route("**/v1/**", calls);
        page.navigate(address(view));
        ready.accept(page);
        page.evaluate(DRAWN);
        look(page, name, language, colours, width);
      }
    }
  }

  private static void look(
      Page page, String name, String language, ColorScheme colours, int width) {
    String picture =
        "%s-%s-%s-%d".formatted(name, language, colours, width).toLowerCase(Locale.ROOT);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "dashboard", picture + ".png"))
            .setFullPage(true));
    if (isExamined(language, colours == ColorScheme.DARK, width)) {
      assertThat(violations(page)).as(picture).isEmpty();
    }
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(picture)
        .isEqualTo(true);
  }

  /// Whether axe looks, which takes seconds: at each language, each colour and each width once.
  static boolean isExamined(String language, boolean dark, int width) {
    return language.equals("fr") ? !dark && width == WIDE : dark && width == NARROW;
  }

  /// What axe finds.
  static List<String> violations(Page page) {
    return new AxeBuilder(page).analyze().getViolations().stream().map(Rule::toString).toList();
  }
}
