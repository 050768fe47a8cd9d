package org.onthaal.bench.drive;

import java.util.List;
import org.onthaal.v1.Channel;

/// What ratings are told apart by: how many of each there are.
///
/// @param administrations at least twice as many as the log has partitions, to use all of them
/// @param services per administration
/// @param touchpoints per service
public record Shape(
    int administrations,
    int services,
    int touchpoints,
    List<Channel> channels,
    List<String> languages) {
  /// Few keys, many ratings of each: what intake is measured with.
  public static final Shape NARROW = new Shape(32, 6, 1, List.of(Channel.WEB), List.of("fr", "nl"));

  /// A region: 200 services with two touchpoints each, on three channels, in four languages.
  public static final Shape WIDE =
      new Shape(
          20,
          10,
          2,
          List.of(Channel.WEB, Channel.KIOSK, Channel.PHONE),
          List.of("fr", "nl", "de", "en"));

  public Shape {
    channels = List.copyOf(channels);
    languages = List.copyOf(languages);
  }

  /// The same with ratings of one administration only: a single partition of the log.
  public Shape ofOneAdministration() {
    return new Shape(1, services, touchpoints, channels, languages);
  }

  static String administration(int administration) {
    return "bench-" + administration;
  }

  static String service(int service) {
    return "service-" + service;
  }

  static String touchpoint(int administration, int service, int touchpoint) {
    return "bench-" + administration + "-" + service + "-" + touchpoint;
  }

  /// The catalogue document of one administration.
  String document(int administration) {
    StringBuilder text = new StringBuilder();
    text.append("administrations:\n");
    text.append("  - code: ").append(administration(administration)).append('\n');
    text.append("    zone: Europe/Brussels\n");
    text.append("    names: ").append(names("Bench " + administration)).append('\n');
    text.append("    services:\n");
    for (int service = 0; service < services; service++) {
      text.append("      - code: ").append(service(service)).append('\n');
      text.append("        names: ").append(names("Service " + service)).append('\n');
      text.append("        touchpoints:\n");
      for (int touchpoint = 0; touchpoint < touchpoints; touchpoint++) {
        text.append("          - key: ")
            .append(touchpoint(administration, service, touchpoint))
            .append('\n');
        text.append("            names: ").append(names("Desk " + touchpoint)).append('\n');
        text.append("            channels: ").append(channels).append('\n');
        text.append("            default-channel: ").append(channels.getFirst()).append('\n');
        text.append("            languages: [fr, nl, de, en]\n");
        text.append("            survey: satisfaction\n");
      }
    }
    return text.toString();
  }

  private static String names(String name) {
    return "{fr: %s, nl: %s, de: %s, en: %s}".formatted(name, name, name, name);
  }
}
