package org.onthaal.aggregation.notify.file;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onthaal.aggregation.notify.MuteWindow;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads one mute window.
final class MuteWindowReader {
  private static final Pattern TIMES =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
  private static final String TIMES_EXPECTED =
      "times such as 18:00-24:00, the end after the start and at most 24:00";
  private static final String ZONE_EXPECTED = "a zone such as Europe/Brussels";

  private final YamlSection section;
  private final Set<String> names;

  /// @param names of the mute windows before it
  MuteWindowReader(YamlSection section, Set<String> names) {
    this.section = section;
    this.names = names;
  }

  Optional<MuteWindow> window() {
    section.require("name", "a name that routes say");
    section.require("zone", ZONE_EXPECTED);
    Optional<String> name = section.text("name");
    if (name.isPresent() && !names.add(name.get())) {
      section.refuse("name", "a name that no other mute window of the file has");
    }
    Optional<ZoneId> zone = section.text("zone").flatMap(this::zone);
    List<DayOfWeek> named = section.wordList("weekdays", DayOfWeek.class);
    Set<DayOfWeek> weekdays = named.isEmpty() ? Set.of() : EnumSet.copyOf(named);
    MuteWindow.Days days =
        new MuteWindow.Days(
            dates(), Set.copyOf(section.wordList("holidays", MuteWindow.Holidays.class)));
    List<MuteWindow.Minutes> times = times();
    if (!section.has("weekdays")
        && !section.has("dates")
        && !section.has("holidays")
        && !section.has("times")) {
      section.require(
          "weekdays", "weekdays, dates, holidays or times: otherwise it would mute for ever");
    }
    section.refuseOthers();
    return name.flatMap(word -> zone.map(of -> new MuteWindow(word, of, weekdays, days, times)));
  }

  private Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      section.refuse("zone", ZONE_EXPECTED);
      return Optional.empty();
    }
  }

  private Set<LocalDate> dates() {
    Set<LocalDate> dates = new LinkedHashSet<>();
    for (String text : section.texts("dates")) {
      try {
        dates.add(LocalDate.parse(text));
      } catch (DateTimeException e) {
        section.refuse("dates", "dates such as 2026-12-25");
      }
    }
    return dates;
  }

  private List<MuteWindow.Minutes> times() {
    List<MuteWindow.Minutes> times = new ArrayList<>();
    for (String text : section.texts("times")) {
      Matcher parts = TIMES.matcher(text);
      int start = parts.matches() ? minute(parts, 1) : -1;
      int end = start < 0 ? -1 : minute(parts, 3);
      if (end <= start || end > MuteWindow.MINUTES_PER_DAY) {
        section.refuse("times", TIMES_EXPECTED);
      } else {
        times.add(new MuteWindow.Minutes(start, end));
      }
    }
    return times;
  }

  private static int minute(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group)) * 60 + Integer.parseInt(parts.group(group + 1));
  }
}
