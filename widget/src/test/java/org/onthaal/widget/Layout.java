package org.onthaal.widget;

import com.microsoft.playwright.Page;
import java.util.List;

/// Where the parts of an element stand: nothing sideways, nothing cut off, nothing too small.
final class Layout {
  private static final int TARGET_PX_MIN = 44;
  private static final String RUN =
      """
      targetMin => {
        const faults = [];
        const name = part => `<${part.localName} ${part.getAttribute('part') ?? part.className}> ${part.innerText}`;
        if (document.documentElement.scrollWidth > innerWidth) {
          faults.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} px`);
        }
        for (const part of document.querySelector('onthaal-feedback').shadowRoot.querySelectorAll('*')) {
          if (!part.checkVisibility() || part.closest('.away, svg')) {
            continue;
          }
          // One pixel is what rounding may take.
          if (part.clientWidth && part.scrollWidth > part.clientWidth + 1) {
            faults.push(`${name(part)} is cut off: ${part.scrollWidth} of ${part.clientWidth} px wide`);
          }
          const scrolls = part.matches('textarea, dialog');
          if (part.clientHeight && !scrolls && part.scrollHeight > part.clientHeight + 1) {
            faults.push(`${name(part)} is cut off: ${part.scrollHeight} of ${part.clientHeight} px high`);
          }
          const { width, height } = part.getBoundingClientRect();
          if (part.matches('label:has(input), button, textarea') && Math.min(width, height) < targetMin) {
            faults.push(`${name(part)} is small: ${width} x ${height} px`);
          }
        }
        return faults;
      }
      """;

  private Layout() {}

  @SuppressWarnings("unchecked") // The script gives texts.
  static List<String> faults(Page page) {
    return (List<String>) page.evaluate(RUN, TARGET_PX_MIN);
  }
}
