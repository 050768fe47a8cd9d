package org.onthaal.aggregation.notify.pagerduty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.AlertNews;
import org.onthaal.aggregation.notify.message.Letter;
import org.onthaal.aggregation.notify.message.News;
import org.onthaal.aggregation.notify.message.Wording;

/// Events as PagerDuty reads them.
///
/// Source: PagerDuty's "Events API v2: Send an alert event".
record PagerDutyEvents(Credential routingKey, Language language) {
  /// PagerDuty cuts longer ones.
  private static final int SUMMARY_CHARACTERS_MAX = 1_024;

  private static final String TRIGGER = "trigger";
  private static final String RESOLVE = "resolve";
  private static final String ACKNOWLEDGE = "acknowledge";

  /// One event per alert, in order; at least one.
  ///
  /// @param notification the key of news that are about no alert
  List<String> of(UUID notification, News news) {
    return switch (news) {
      case News.OfAlerts(String groupKey, Instant at, _, List<AlertNews> alerts) -> {
        List<String> events = new ArrayList<>();
        for (AlertNews alert : alerts) {
          events.add(event(groupKey, at, alert));
        }
        yield events;
      }
      case News.OfAcknowledgement(String alert, _, _) -> List.of(acknowledgement(alert));
      case News.OfReceiver(_, _, Instant at, _) -> List.of(trouble(notification, at, news));
      case News.OfLog(_, _, Instant at, _) -> List.of(trouble(notification, at, news));
      case News.OfCanary(_, Instant at, _) -> List.of(trouble(notification, at, news));
      case News.OfTest(_, _, Instant at) -> test(notification, at, news);
    };
  }

  /// Of an incident that PagerDuty knows: its key is all there is to say.
  private String acknowledgement(String key) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", routingKey.value());
    event.put("event_action", ACKNOWLEDGE);
    event.put("dedup_key", key);
    return Json.object(event);
  }

  private String event(String groupKey, Instant at, AlertNews alert) {
    Letter letter = new Wording(language).of(new News.OfAlerts(groupKey, at, List.of(alert)));
    AlertNews.Subject subject = alert.subject();
    Map<String, Object> payload = payload(letter, at, subject.severity());
    payload.put("source", subject.place().isEmpty() ? "onthaal" : subject.place());
    payload.put("component", subject.stream().getOrDefault("service", ""));
    payload.put("group", groupKey);
    payload.put("class", subject.rule());
    return envelope(alert.isFiring() ? TRIGGER : RESOLVE, alert.id(), payload, letter);
  }

  /// An incident that ends as soon as it has begun.
  private List<String> test(UUID notification, Instant at, News news) {
    Letter letter = new Wording(language).of(news);
    Map<String, Object> payload = payload(letter, at, "info");
    payload.put("source", "onthaal");
    return List.of(
        envelope(TRIGGER, notification.toString(), payload, letter),
        envelope(RESOLVE, notification.toString(), payload, letter));
  }

  private String trouble(UUID notification, Instant at, News news) {
    Letter letter = new Wording(language).of(news);
    Map<String, Object> payload = payload(letter, at, "error");
    payload.put("source", "onthaal");
    return envelope(TRIGGER, notification.toString(), payload, letter);
  }

  private static Map<String, Object> payload(Letter letter, Instant at, String severity) {
    String lead = letter.parts().getFirst().lead();
    Map<String, String> details = new LinkedHashMap<>();
    letter.parts().getFirst().facts().forEach(fact -> details.put(fact.name(), fact.value()));
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put(
        "summary",
        lead.length() <= SUMMARY_CHARACTERS_MAX
            ? lead
            : lead.substring(0, SUMMARY_CHARACTERS_MAX - 1) + "…");
    payload.put("timestamp", at);
    payload.put("severity", severity);
    payload.put("custom_details", details);
    return payload;
  }

  private String envelope(String action, String key, Map<String, Object> payload, Letter letter) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", routingKey.value());
    event.put("event_action", action);
    event.put("dedup_key", key);
    event.put("client", "Onthaal");
    event.put("payload", payload);
    List<Map<String, Object>> links = new ArrayList<>();
    for (Letter.Link link : letter.parts().getFirst().links()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("href", link.address());
      one.put("text", link.title());
      links.add(one);
    }
    event.put("links", links);
    return Json.object(event);
  }
}
