package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

/// What people see of the element, whatever page it is on.
class FeedbackElementLooksIT extends ElementOnAPage {
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
}
