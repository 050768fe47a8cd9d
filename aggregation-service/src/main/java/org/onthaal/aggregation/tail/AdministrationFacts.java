package org.onthaal.aggregation.tail;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An administration as the catalogue has it: what windows, absence and messages to people need.
///
/// @param names by language
public record AdministrationFacts(
    String code, ZoneId zone, Map<String, String> names, List<Service> services) {
  public AdministrationFacts {
    names = Map.copyOf(names);
    services = List.copyOf(services);
  }

  /// What an administration offers; without opening hours it is always open.
  public record Service(
      String code,
      Map<String, String> names,
      List<Touchpoint> touchpoints,
      List<OpeningHours> openingHours) {
    public Service {
      names = Map.copyOf(names);
      touchpoints = List.copyOf(touchpoints);
      openingHours = List.copyOf(openingHours);
    }
  }

  /// The place in a service where a contact happens.
  public record Touchpoint(String key, Map<String, String> names, boolean retired) {
    public Touchpoint {
      names = Map.copyOf(names);
    }
  }

  /// A stretch of a week, local time; without an end it lasts until midnight.
  ///
  /// @param weekday ISO, 1 (Monday) to 7 (Sunday)
  public record OpeningHours(int weekday, LocalTime opens, Optional<LocalTime> closes) {
    public OpeningHours {
      if (weekday < 1 || weekday > 7) {
        throw new IllegalArgumentException("weekday: " + weekday + " (expected: 1 to 7)");
      }
    }
  }
}
