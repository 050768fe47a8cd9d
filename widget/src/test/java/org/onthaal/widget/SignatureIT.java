package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A change that somebody would see is noticed, and only such a change.
class SignatureIT extends ElementOnAPage {
  private static final long SEED = 20261127;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Moved a little, at the same size of everything.
        "[part=submit] { transform: translateX(3px) }",
        "legend { transform: translateY(2px) }",
        // As bright as before, in another colour.
        "[part=submit] { background: #7a3228 !important }",
        ":checked + svg { color: #a3124b !important }",
        // Without a line of one pixel, or with a thicker one.
        "[part=card] { border-color: transparent !important }",
        "[part=choice] { border-color: transparent !important }",
        ":has(> :checked) { box-shadow: none !important }",
        // Without something.
        "svg path { visibility: hidden }",
        "label:nth-of-type(3) span { visibility: hidden }",
        "form > small { visibility: hidden }",
        "form > small { color: #8a8a8a !important }",
      })
  void whatAnybodyWouldSeeIsNoticed(String rule) throws IOException {
    Page page = chosen();
    BufferedImage before = picture(page);
    addRule(page, rule);
    BufferedImage after = picture(page);

    assertThat(after.getHeight()).isEqualTo(before.getHeight());
    assertThat(Signature.of(after).differencesFrom(Signature.of(before))).isNotEmpty();
  }

  @Test
  void samePageInAnotherBrowserWindowIsTheSame() throws IOException {
    Signature first = Signature.of(picture(chosen()));
    newVisitor(Look.LIGHT.options());
    Signature second = Signature.of(picture(chosen()));

    assertThat(second.size()).isEqualTo(first.size());
    assertThat(second.differencesFrom(first)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Letters that begin between two pixels have other edges.
        "span, legend, small { transform: translate(.2px, .1px) }",
        "svg { transform: translate(.2px, .2px) }",
      })
  void edgesOfLettersAndLinesDoNotMatter(String rule) throws IOException {
    Page page = chosen();
    BufferedImage before = picture(page);
    addRule(page, rule);
    BufferedImage after = picture(page);

    assertThat(different(before, after)).as("pixels that differ").isGreaterThan(1_000);
    assertThat(Signature.of(after).differencesFrom(Signature.of(before))).isEmpty();
  }

  @Test
  void noiseInEveryPixelDoesNotMatter() throws IOException {
    BufferedImage before = picture(chosen());
    BufferedImage after = picture(chosen());
    Random random = new Random(SEED);
    for (int y = 0; y < after.getHeight(); y++) {
      for (int x = 0; x < after.getWidth(); x++) {
        Color pixel = new Color(after.getRGB(x, y));
        after.setRGB(
            x,
            y,
            noisy(pixel.getRed(), random) << 16
                | noisy(pixel.getGreen(), random) << 8
                | noisy(pixel.getBlue(), random));
      }
    }

    assertThat(Signature.of(after).differencesFrom(Signature.of(before))).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Signature signature = Signature.of(picture(chosen()));
    Signature read = Signature.parse(signature.toString());

    assertThat(read.differencesFrom(signature)).isEmpty();
    assertThat(read).hasToString(signature.toString());
  }

  private static int noisy(int level, Random random) {
    return Math.clamp(level + random.nextInt(-1, 2), 0, 255);
  }

  private Page chosen() {
    newVisitor(Look.LIGHT.options());
    Page page = open("en", ELEMENT);
    new Visit(page, door).answer(3);
    page.mouse().move(0, 0);
    return page;
  }

  private static BufferedImage picture(Page page) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(page.locator("onthaal-feedback").screenshot()));
  }

  private static void addRule(Page page, String rule) {
    page.evaluate(
        """
        rule => {
          const root = document.querySelector('onthaal-feedback').shadowRoot;
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rule);
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        }
        """,
        rule);
  }

  private static int different(BufferedImage one, BufferedImage other) {
    int different = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        different += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
      }
    }
    return different;
  }
}
