package org.onthaal.aggregation.notify.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.message.Letter;

/// A letter as a Teams workflow takes it: an adaptive card.
///
/// Source: Microsoft's "Create incoming webhooks with Workflows" and the schema of adaptive cards
/// 1.4, which Alertmanager's `msteamsv2` sends too.
final class TeamsCard {
  /// More buttons than these are not shown.
  private static final int ACTIONS_MAX = 6;

  private TeamsCard() {}

  static String of(Letter letter) {
    List<Map<String, ?>> body = new ArrayList<>();
    body.add(text(letter.title(), Map.of("size", "Large", "weight", "Bolder")));
    for (Letter.Part part : letter.parts()) {
      body.add(text(part.lead(), Map.of()));
      body.add(facts(part));
    }
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    card.put("body", body);
    card.put("actions", actions(letter));
    card.put("msteams", Map.of("width", "Full"));

    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("content", card);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", "message");
    message.put("attachments", List.of(attachment));
    return Json.object(message);
  }

  private static Map<String, Object> text(String text, Map<String, String> style) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", "TextBlock");
    block.put("text", escaped(text));
    block.put("wrap", true);
    block.putAll(new TreeMap<>(style));
    return block;
  }

  private static Map<String, Object> facts(Letter.Part part) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("type", "FactSet");
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Letter.Fact fact : part.facts()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("title", fact.name());
      one.put("value", escaped(fact.value()));
      facts.add(one);
    }
    set.put("facts", facts);
    return set;
  }

  private static List<Map<String, Object>> actions(Letter letter) {
    List<Map<String, Object>> actions = new ArrayList<>();
    for (Letter.Part part : letter.parts()) {
      for (Letter.Link link : part.links()) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("type", "Action.OpenUrl");
        action.put("title", link.title());
        action.put("url", link.address());
        actions.add(action);
      }
    }
    return actions.stream().limit(ACTIONS_MAX).toList();
  }

  /// Cards read a subset of Markdown.
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[");
  }
}
