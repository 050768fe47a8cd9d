package org.onthaal.feedback.collect.page;

import java.util.Collection;
import java.util.stream.Collectors;

/// Markup that is safe to send. Text enters it through [#of] only, which escapes it.
record Html(String markup) {
  static final Html NONE = new Html("");

  private static final String PLACE = "{}";

  /// A template with `{}` for each part: markup is taken as it is, everything else is escaped.
  static Html of(String template, Object... parts) {
    StringBuilder out = new StringBuilder(template.length() * 2);
    int from = 0;
    for (Object part : parts) {
      int place = template.indexOf(PLACE, from);
      if (place < 0) {
        throw new IllegalArgumentException(
            "parts: " + parts.length + " (expected: as many as places in " + template + ")");
      }
      out.append(template, from, place);
      out.append(part instanceof Html(String markup) ? markup : escaped(part.toString()));
      from = place + PLACE.length();
    }
    if (template.indexOf(PLACE, from) >= 0) {
      throw new IllegalArgumentException("parts: too few for " + template);
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  static Html join(Collection<Html> parts) {
    return new Html(parts.stream().map(Html::markup).collect(Collectors.joining("\n")));
  }

  Html when(boolean shown) {
    return shown ? this : NONE;
  }

  /// Safe as an element's text and as a quoted attribute's value.
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(c);
          }
        });
    return out.toString();
  }
}
