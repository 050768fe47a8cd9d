package org.onthaal.aggregation.notify.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.message.Letter;

/// A letter as Mattermost's incoming webhooks take it: one attachment per part.
///
/// Source: Mattermost's developer documentation, "Message attachments".
final class MattermostMessage {
  private static final String MARKS = "\\`*_{}[]()#+!|~<>";

  private MattermostMessage() {}

  static String of(Letter letter) {
    List<Map<String, ?>> attachments = new ArrayList<>();
    for (Letter.Part part : letter.parts()) {
      attachments.add(attachment(letter, part));
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("text", "#### " + escaped(letter.title()));
    message.put("attachments", attachments);
    return Json.object(message);
  }

  private static Map<String, Object> attachment(Letter letter, Letter.Part part) {
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("fallback", letter.title());
    attachment.put("color", ChatColour.of(letter.tone()));
    String links =
        part.links().stream()
            .map(link -> "[" + escaped(link.title()) + "](" + link.address() + ")")
            .collect(Collectors.joining(" · "));
    attachment.put("text", escaped(part.lead()) + (links.isEmpty() ? "" : "\n" + links));
    attachment.put("fields", part.facts().stream().map(MattermostMessage::field).toList());
    return attachment;
  }

  private static Map<String, Object> field(Letter.Fact fact) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("short", true);
    field.put("title", fact.name());
    field.put("value", escaped(fact.value()));
    return field;
  }

  /// Names are codes of a catalogue; none of them formats a message or calls people.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(MARKS.indexOf(c) < 0 ? "" : "\\").append(c);
      if (c == '@') {
        escaped.append('\u200B'); // zero width, so that @channel is no mention
      }
    }
    return escaped.toString();
  }
}
