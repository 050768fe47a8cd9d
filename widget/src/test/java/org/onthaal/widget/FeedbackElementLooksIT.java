package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What people see of the element, whatever page it is on.
class FeedbackElementLooksIT extends ElementOnAPage {
  private static final Path PICTURES = Path.of("target/looks").toAbsolutePath();
  private static final Path ACCEPTED = Path.of("src/test/resources/org/onthaal/widget/looks.txt");
  private static final Map<Look, String> LANGUAGES =
      Map.of(
          Look.LIGHT, "fr",
          Look.DARK, "nl",
          Look.FORCED_COLOURS, "de",
          Look.NARROW, "en",
          Look.LARGE_TEXT, "fr",
          Look.RIGHT_TO_LEFT, "ar");

  @Test
  void noPictureDiffersFromTheAcceptedOne() throws IOException {
    Album album = new Album(PICTURES, ACCEPTED);
    for (Look look : Look.values()) {
      Sitting sitting = sit(album, look, "parking-permit");
      sitting.visit().through(state -> sitting.take(state.name()));
    }
    keyboard(album);
    dialogs(album);
    scales(album);
    troubles(album);
    themes(album);
    if (Boolean.getBoolean("onthaal.looks.accept")) {
      album.accept();
    }

    assertThat(album.differences())
        .as("Look at each; -Donthaal.looks.accept=true accepts them in " + ACCEPTED)
        .isEmpty();
  }

  @Test
  void twoElementsOnAHostilePageDoNotDisturbEachOther() {
    door.setPolicy("default-src 'self'; style-src 'unsafe-inline'");
    Page page =
        open(
            "en",
            "<style>*{all:unset!important}</style><div id=a>"
                + ELEMENT
                + "</div><div id=b>"
                + ELEMENT.replace("parking-permit", "page")
                + "</div>");
    page.locator("#b").getByRole(AriaRole.RADIO).nth(1).check();
    page.locator("#a").getByRole(AriaRole.RADIO).first().check();
    page.locator("#b [part=submit]").click();
    page.locator("#b [part=thanks]").waitFor();
    BoundingBox row = page.locator("#a label").first().boundingBox();

    assertThat(door.calls().getFirst().body().get("touchpoint").getAsString()).isEqualTo("page");
    assertThat(page.locator("#a").getByRole(AriaRole.RADIO).first().isChecked()).isTrue();
    assertThat(row.height).isGreaterThanOrEqualTo(44);
    assertThat(
            (String)
                page.evaluate(
                    "getComputedStyle(document.querySelector('#a onthaal-feedback').shadowRoot.querySelector('label')).display"))
        .isEqualTo("flex");
  }

  private void keyboard(Album album) {
    Sitting sitting = sit(album, Look.LIGHT, "parking-permit");
    sitting.visit().page().keyboard().press("Tab");
    sitting.take("focus-choice");
    sitting.visit().page().keyboard().press("Tab");
    sitting.take("focus-button");
  }

  private void dialogs(Album album) {
    for (Look look : List.of(Look.LIGHT, Look.NARROW)) {
      Sitting sitting = sit(album, look, "parking-permit mode=button");
      sitting.take("dialog-closed");
      sitting.visit().page().getByRole(AriaRole.BUTTON).click();
      sitting.visit().answer(1);
      sitting.take("dialog-selected");
      sitting.visit().send();
      sitting.take("dialog-stored");
    }
  }

  private void scales(Album album) {
    for (String touchpoint : List.of("page", "recommend", "likely", "effort")) {
      for (Look look : List.of(Look.FORCED_COLOURS, Look.NARROW, Look.LARGE_TEXT)) {
        Sitting sitting = sit(album, look, touchpoint);
        sitting.visit().answer(1);
        sitting.take(touchpoint);
      }
    }
    for (String touchpoint : List.of("page", "parking-permit", "recommend")) {
      for (Look look : List.of(Look.LIGHT, Look.NARROW)) {
        Sitting sitting = sit(album, look, touchpoint + " mode=bar");
        if (look == Look.LIGHT) {
          sitting.visit().page().setViewportSize(1280, 900);
        }
        sitting.visit().answer(0);
        sitting.take("bar-" + touchpoint);
        if (touchpoint.equals("parking-permit")) {
          sitting.visit().send();
          sitting.take("bar-stored");
        }
      }
    }
  }

  private void troubles(Album album) {
    Sitting refused = sit(album, Look.DARK, "parking-permit");
    door.be(RecordingDoor.Manner.REFUSE);
    refused.visit().answer(4);
    submit(refused.visit().page()).click();
    refused.visit().page().getByRole(AriaRole.ALERT).waitFor();
    refused.take("refused");
    door.be(RecordingDoor.Manner.TAKE);

    Sitting unknown = sit(album, Look.LIGHT, "parking-permit mode=button");
    Page page = unknown.visit().page();
    context.route("**/survey*", Route::abort);
    page.getByRole(AriaRole.BUTTON).click();
    page.locator("dialog > div")
        .filter(new Locator.FilterOptions().setHasText("ne répond pas"))
        .waitFor();
    unknown.take("dialog-unreachable");
  }

  /// Colours, corners and letters of a page's own.
  private void themes(Album album) {
    Sitting sitting = sit(album, Look.LIGHT, "parking-permit");
    sitting
        .visit()
        .page()
        .evaluate(
            """
            const own = {accent: '#7a1f5c', ground: '#fff8ee', ink: '#2b2017', radius: '0', font: '18px/1.4 sans-serif'};
            for (const name in own) {
              document.querySelector('onthaal-feedback').style.setProperty(`--onthaal-${name}`, own[name]);
            }
            """);
    sitting.visit().answer(3);
    sitting.take("own-theme");
  }

  private Sitting sit(Album album, Look look, String attributes) {
    String language = Objects.requireNonNull(LANGUAGES.get(look));
    newVisitor(look.options());
    Page page = open(language, ELEMENT.replace("parking-permit", attributes));
    look.applyTo(page);
    return new Sitting(album, new Visit(page, door), language, look);
  }

  /// One visitor whose pictures are taken.
  private record Sitting(Album album, Visit visit, String language, Look look) {
    /// What lies around an element belongs to its picture: outlines, and what overflows.
    private static final int MARGIN_PX = 8;

    void take(String what) {
      Page page = visit.page();
      page.mouse().move(0, 0);
      boolean isDialog = page.locator("dialog[open]").count() == 1;
      // A dialog stands in the window, which a picture of the whole page would enlarge.
      page.evaluate("scrollTo(0, 0)");
      BoundingBox box = page.locator(isDialog ? "dialog" : "onthaal-feedback").boundingBox();
      double left = Math.max(Math.floor(box.x) - MARGIN_PX, 0);
      double top = Math.max(Math.floor(box.y) - MARGIN_PX, 0);
      byte[] png =
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(!isDialog)
                  .setClip(
                      left,
                      top,
                      Math.ceil(box.x + box.width) + MARGIN_PX - left,
                      Math.ceil(box.y + box.height) + MARGIN_PX - top));
      album.add(
          String.join("-", what, language, look.name()).toLowerCase(Locale.ROOT).replace('_', '-'),
          png);
    }
  }
}
