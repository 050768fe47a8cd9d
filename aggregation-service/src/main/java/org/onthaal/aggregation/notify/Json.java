package org.onthaal.aggregation.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON as text, from maps, lists, texts, numbers, and optional values, which are left out of maps
/// when empty.
///
/// The same input gives the same bytes, so that a signature over them can be checked again.
public final class Json {
  private Json() {}

  public static String object(Map<String, ?> fields) {
    StringBuilder text = new StringBuilder();
    append(text, fields);
    return text.toString();
  }

  public static String array(List<?> items) {
    StringBuilder text = new StringBuilder();
    appendItems(text, items);
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> fields -> appendFields(text, fields);
      case List<?> items -> appendItems(text, items);
      case Double number when !Double.isFinite(number) -> text.append("null");
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> appendQuoted(text, value.toString());
    }
  }

  private static void appendFields(StringBuilder text, Map<?, ?> fields) {
    text.append('{');
    boolean first = true;
    for (var field : fields.entrySet()) {
      Object value = field.getValue();
      if (value instanceof Optional<?> optional) {
        if (optional.isEmpty()) {
          continue;
        }
        value = optional.get();
      }
      text.append(first ? "" : ",");
      appendQuoted(text, String.valueOf(field.getKey()));
      text.append(':');
      append(text, value);
      first = false;
    }
    text.append('}');
  }

  private static void appendItems(StringBuilder text, List<?> items) {
    text.append('[');
    for (int i = 0; i < items.size(); i++) {
      text.append(i == 0 ? "" : ",");
      append(text, items.get(i));
    }
    text.append(']');
  }

  private static void appendQuoted(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          // Beside control characters: line separators that old JavaScript reads as line ends.
          if (c < 0x20 || c == 0x7F || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
