package org.onthaal.aggregation.notify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.measure.Dimension;

/// Where messages lead: addresses of pages, with places for what the alert is about.
///
/// A place is written `{alert}`, `{rule}`, `{administration}`, `{service}` and so on; what the
/// stream does not tell apart becomes empty.
public record Links(Map<Page, String> templates) {
  public static final Links NONE = new Links(Map.of());

  /// What a page is for.
  public enum Page {
    /// Where people begin; says nothing of an alert.
    HOME,
    ALERT,
    STREAM,
    ACKNOWLEDGE,
    SILENCE;

    /// Whether it is of use only as long as the alert fires.
    boolean isForFiring() {
      return switch (this) {
        case ACKNOWLEDGE, SILENCE -> true;
        case HOME, ALERT, STREAM -> false;
      };
    }
  }

  public Links {
    templates = Map.copyOf(templates);
  }

  /// The beginning, for readers that want an address in any case; empty without one.
  public String home() {
    return templates.getOrDefault(Page.HOME, "");
  }

  /// Pages about one alert by name, in a fixed order; of one that is over none to act on it.
  public Map<String, String> of(Alert alert, boolean isFiring) {
    Map<String, String> links = new LinkedHashMap<>();
    for (Page page : Page.values()) {
      Optional<String> template = Optional.ofNullable(templates.get(page));
      boolean isOffered = page != Page.HOME && (isFiring || !page.isForFiring());
      if (isOffered && template.isPresent()) {
        links.put(page.name().toLowerCase(Locale.ROOT), fill(template.get(), alert));
      }
    }
    return links;
  }

  private static String fill(String template, Alert alert) {
    String address =
        template
            .replace("{alert}", alert.id().toString())
            .replace("{rule}", encoded(alert.subject().rule()));
    for (Dimension dimension : Dimension.values()) {
      Optional<String> value = alert.subject().stream().value(dimension);
      address = address.replace(place(dimension), encoded(value.orElse("")));
    }
    return address;
  }

  public static String place(Dimension dimension) {
    return "{" + dimension.word() + "}";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
