package org.onthaal.aggregation.notify.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.message.Letter;

/// A letter as Slack's incoming webhooks take it: Block Kit in an attachment, which has a colour.
///
/// Source: Slack's reference "Blocks" and "Formatting text for app surfaces".
final class SlackMessage {
  /// Slack refuses longer ones.
  private static final int HEADER_CHARACTERS_MAX = 150;

  private static final int TEXT_CHARACTERS_MAX = 3_000;
  private static final int FIELD_CHARACTERS_MAX = 2_000;
  private static final int FIELDS_MAX = 10;

  private SlackMessage() {}

  static String of(Letter letter) {
    List<Map<String, ?>> blocks = new ArrayList<>();
    for (Letter.Part part : letter.parts()) {
      blocks.add(section(part));
      if (!part.links().isEmpty()) {
        blocks.add(block("context", "elements", List.of(markdown(links(part)))));
      }
    }
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("color", ChatColour.of(letter.tone()));
    attachment.put("fallback", escaped(letter.title()));
    attachment.put("blocks", blocks);
    Map<String, Object> message = new LinkedHashMap<>();
    // What a notification on a phone shows.
    message.put("text", escaped(letter.title()));
    message.put("blocks", List.of(block("header", "text", plain(letter.title()))));
    message.put("attachments", List.of(attachment));
    return Json.object(message);
  }

  private static Map<String, Object> section(Letter.Part part) {
    Map<String, Object> section =
        block("section", "text", markdown(cut(escaped(part.lead()), TEXT_CHARACTERS_MAX)));
    section.put(
        "fields",
        part.facts().stream()
            .limit(FIELDS_MAX)
            .map(fact ->
                markdown(
                    cut(
                        "*" + escaped(fact.name()) + "*\n" + escaped(fact.value()),
                        FIELD_CHARACTERS_MAX)))
            .toList());
    return section;
  }

  private static String links(Letter.Part part) {
    return part.links().stream()
        .map(link -> "<" + escaped(link.address()) + "|" + escaped(link.title()) + ">")
        .collect(Collectors.joining("  "));
  }

  private static Map<String, Object> block(String type, String field, Object value) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", type);
    block.put(field, value);
    return block;
  }

  private static Map<String, Object> markdown(String text) {
    return block("mrkdwn", "text", text);
  }

  private static Map<String, Object> plain(String text) {
    return block("plain_text", "text", cut(text, HEADER_CHARACTERS_MAX));
  }

  /// The three characters by which Slack tells commands such as a call of the whole channel.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String cut(String text, int charactersMax) {
    return text.length() <= charactersMax ? text : text.substring(0, charactersMax - 1) + "…";
  }
}
