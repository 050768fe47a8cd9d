package org.onthaal.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What people see of the controls of an element, and what the browser tells a screen reader.
final class Names {
  private static final Set<String> ROLES =
      Set.of("radio", "checkbox", "button", "textbox", "group", "dialog");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u202f]+");
  private static final String SEEN =
      """
      () => {
        const seen = [];
        const roles = { FIELDSET: 'group', BUTTON: 'button', TEXTAREA: 'textbox' };
        const root = document.querySelector('onthaal-feedback').shadowRoot;
        for (const part of root.querySelectorAll('fieldset, input, button, textarea')) {
          if (part.checkVisibility() && !part.closest('.away')) {
            const words = part.localName === 'fieldset' ? part.querySelector('legend') : part.labels?.[0] ?? part;
            seen.push(`${roles[part.tagName] ?? part.type}: ${words.innerText}`);
          }
        }
        return seen;
      }
      """;

  private Names() {}

  /// Role and words of each control, in the order of the page.
  @SuppressWarnings("unchecked") // The script gives texts.
  static List<String> seen(Page page) {
    return ((List<String>) page.evaluate(SEEN)).stream().map(Names::plain).toList();
  }

  /// The same from the browser's own tree of accessible things.
  static List<String> heard(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    JsonArray nodes = session.send("Accessibility.getFullAXTree").getAsJsonArray("nodes");
    session.detach();
    Map<String, JsonObject> byId = new HashMap<>();
    for (JsonElement node : nodes) {
      byId.put(node.getAsJsonObject().get("nodeId").getAsString(), node.getAsJsonObject());
    }
    List<String> heard = new ArrayList<>();
    collect(nodes.get(0).getAsJsonObject(), byId, heard);
    return heard;
  }

  private static void collect(JsonObject node, Map<String, JsonObject> byId, List<String> heard) {
    String role = value(node, "role");
    if (!node.get("ignored").getAsBoolean() && ROLES.contains(role)) {
      heard.add(plain(role + ": " + value(node, "name")));
    }
    for (JsonElement child : node.getAsJsonArray("childIds")) {
      JsonObject next = byId.get(child.getAsString());
      if (next != null) {
        collect(next, byId, heard);
      }
    }
  }

  private static String value(JsonObject node, String name) {
    return node.has(name) ? node.getAsJsonObject(name).get("value").getAsString() : "";
  }

  private static String plain(String words) {
    return SPACE.matcher(words).replaceAll(" ").strip();
  }
}
