package org.onthaal.feedback.survey;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.onthaal.feedback.survey.CatalogProblem.Kind;

/// The opening hours of a service in a catalogue document: days, opening and closing time.
final class OpeningHoursSection {
  private OpeningHoursSection() {}

  /// In order of day and time; stretches of one day must not overlap.
  static List<OpeningHours> read(CatalogNode list) {
    List<OpeningHours> hours = new ArrayList<>();
    for (CatalogNode item : list.items()) {
      stretch(item, hours);
    }
    hours.sort(Comparator.comparing(OpeningHours::day).thenComparing(OpeningHours::opens));
    for (int i = 1; i < hours.size(); i++) {
      OpeningHours earlier = hours.get(i - 1);
      OpeningHours later = hours.get(i);
      if (earlier.day() == later.day() && earlier.closesText().compareTo(later.opensText()) > 0) {
        list.problem(Kind.INVALID, "stretches of one day that do not overlap: " + later.day());
      }
    }
    return hours;
  }

  private static void stretch(CatalogNode node, List<OpeningHours> hours) {
    Map<String, CatalogNode> fields = node.fields(Set.of("days", "opens", "closes"));
    Optional<String> opens =
        SurveySection.required(node, fields, "opens").flatMap(CatalogNode::text);
    Optional<String> closes =
        SurveySection.required(node, fields, "closes").flatMap(CatalogNode::text);
    List<DayOfWeek> days = new ArrayList<>();
    SurveySection.required(node, fields, "days")
        .ifPresent(list ->
            list.items()
                .forEach(item ->
                    item.value(Kind.INVALID, "MONDAY to SUNDAY", OpeningHoursSection::day)
                        .ifPresent(days::add)));
    if (opens.isEmpty() || closes.isEmpty()) {
      return;
    }
    if (OpeningHours.parse(DayOfWeek.MONDAY, opens.get(), closes.get()).isEmpty()) {
      node.problem(
          Kind.INVALID, "opens \"08:30\" before closes \"17:00\", at most \"24:00\", quoted");
      return;
    }
    days.forEach(day -> OpeningHours.parse(day, opens.get(), closes.get()).ifPresent(hours::add));
  }

  private static Optional<DayOfWeek> day(String text) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
