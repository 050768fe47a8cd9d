package org.onthaal.widget;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The judge of accessibility, brought into a page once however often it is asked.
public final class Axe {
  private static final String SCRIPT = script();
  // All rules that axe has on, of WCAG and of good practice; only what is wrong is told.
  private static final String RUN =
      """
      async () => {
        const { violations } = await axe.run({ resultTypes: ['violations'], preload: false });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
      }
      """;

  private Axe() {}

  @SuppressWarnings("unchecked") // The script gives texts.
  public static List<String> violations(Page page) {
    if (!(Boolean) page.evaluate("'axe' in window")) {
      page.evaluate(SCRIPT);
    }
    return (List<String>) page.evaluate(RUN);
  }

  private static String script() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
