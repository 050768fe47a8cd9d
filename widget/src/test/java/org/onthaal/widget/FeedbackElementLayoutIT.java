package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The element is as wide as it has to be, however a page lays out what it stands among.
class FeedbackElementLayoutIT extends ElementOnAPage {
  private static final String POLICY = "default-src 'self'; style-src 'unsafe-inline'";
  private static final String CELL = "<div><div style='display: table-cell'>%s</div></div>";
  private static final int WIDTH_PX_MIN = 280;
  // Three lines of its words, and what is around them.
  private static final int BUTTON_HEIGHT_PX_MAX = 96;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#p {display: flex}",
        "#p {display: flex; flex-direction: column; align-items: center}",
        "#p {display: grid; place-items: center}",
        "onthaal-feedback {display: inline-block}",
        "onthaal-feedback {float: left}",
        "#p {position: relative} onthaal-feedback {position: absolute}",
        "#p > div {display: table}",
      })
  void noLayoutLeavesItWithoutAWidth(String style) {
    for (String mode : new String[] {"inline", "bar", "button"}) {
      for (int room : new int[] {600, 320}) {
        Page page =
            open(style + "#p {width: " + room + "px}", mode, style.contains("table") ? CELL : "%s");
        if (mode.equals("button")) {
          assertThat(opener(page).height).as("%s in %s px", style, room).isLessThan(60);
          continue;
        }
        BoundingBox card = page.locator("[part=card]").boundingBox();
        BoundingBox parent = page.locator("#p").boundingBox();

        assertThat(card.width)
            .as("%s, %s, %s px", style, mode, room)
            .isGreaterThanOrEqualTo(WIDTH_PX_MIN)
            .isLessThanOrEqualTo(room);
        assertThat(card.x + card.width).isLessThanOrEqualTo(parent.x + parent.width + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"inline, 250", "bar, 250"})
  void parentThatIsNarrowerThanThatIsNotOverflown(String mode, int room) {
    Page page = open("#p {display: flex; width: " + room + "px}", mode, "%s");

    assertThat(page.locator("onthaal-feedback").boundingBox().width).isEqualTo(room);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flex", "grid", "table"})
  void buttonKeepsItsWordsWholeBesideMuchText(String display) {
    String text = "<p style='display: table-cell'>" + "so many words ".repeat(40);
    String style = "#p {width: 320px; display: " + display + "; grid-template-columns: auto 1fr}";
    Page page =
        open(
            style,
            "button",
            display.equals("table")
                ? "<div style='display: table-cell'>%s</div>" + text
                : "%s" + text);

    assertThat(opener(page).height).isLessThan(BUTTON_HEIGHT_PX_MAX);
  }

  private Page open(String style, String mode, String around) {
    door.setPolicy(POLICY);
    String element = ELEMENT.replace(" touch", " mode=" + mode + " touch");
    return open(
        "fr", "<style>" + style + "</style><div id=p>" + around.formatted(element) + "</div>");
  }

  private static BoundingBox opener(Page page) {
    return page.getByRole(AriaRole.BUTTON).boundingBox();
  }
}
