package org.onthaal.feedback.device;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.onthaal.feedback.survey.Administration;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.OpeningHours;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.Theme;

/// Judges what somebody wants of a device, against the catalogue, and says everything that is wrong
/// with it at once.
final class SettingsCheck {
  private static final String SETTINGS = "settings.";
  private static final int HEADING_CODE_POINTS_MAX = 200;
  // Ten stretches a day: more than any counter has, and less than a device has to read.
  private static final int HOURS_MAX = 70;
  private static final Pattern PIN = Pattern.compile("[0-9]{4,8}");

  private static final Duration COOL_DOWN = Durations.fromSeconds(3);
  private static final Duration COOL_DOWN_MIN = Durations.fromMillis(1_500);
  private static final Duration COOL_DOWN_MAX = Durations.fromSeconds(10);
  private static final Duration IDLE = Durations.fromSeconds(20);
  private static final Duration IDLE_MIN = Durations.fromSeconds(10);
  private static final Duration IDLE_MAX = Durations.fromSeconds(120);

  private final SurveyCatalog catalog;
  private final List<Violation> found = new ArrayList<>();

  SettingsCheck(SurveyCatalog catalog) {
    this.catalog = catalog;
  }

  /// Where a device is to stand, and its settings with every value that has a default.
  record Judged(Touchpoint touchpoint, DeviceSettings settings) {}

  /// The settings as they are kept; empty with [#found] where they are refused.
  ///
  /// @param administration whose device it is; empty before it is anybody's
  Optional<Judged> judge(DeviceSettings wanted, Optional<String> administration) {
    DeviceSettings.Builder kept = wanted.toBuilder();
    if (!Administration.isCode(wanted.getName())) {
      complain(
          "name", wanted.getName().isEmpty(), "where it stands: 1 to 100 printable characters");
    }
    Optional<Touchpoint> touchpoint = touchpoint(wanted.getTouchpoint(), administration);
    touchpoint.ifPresent(at -> {
      languages(wanted.getLanguagesList(), at);
      headings(wanted.getHeadingsMap(), at);
    });
    switch (wanted.getTheme()) {
      case THEME_UNSPECIFIED -> kept.setTheme(Theme.LIGHT);
      case LIGHT, DARK, HIGH_CONTRAST -> {}
      case UNRECOGNIZED -> complain("theme", false, "one of LIGHT, DARK, HIGH_CONTRAST");
    }
    hours(wanted.getOpeningHoursList());
    kept.setCoolDown(wanted.hasCoolDown() ? wanted.getCoolDown() : COOL_DOWN);
    within("coolDown", kept.getCoolDown(), COOL_DOWN_MIN, COOL_DOWN_MAX);
    kept.setIdle(wanted.hasIdle() ? wanted.getIdle() : IDLE);
    within("idle", kept.getIdle(), IDLE_MIN, IDLE_MAX);
    if (!wanted.getStaffPin().isEmpty() && !PIN.matcher(wanted.getStaffPin()).matches()) {
      complain("staffPin", false, "4 to 8 digits");
    }
    return found.isEmpty() ? touchpoint.map(at -> new Judged(at, kept.build())) : Optional.empty();
  }

  List<Violation> found() {
    return List.copyOf(found);
  }

  private Optional<Touchpoint> touchpoint(String key, Optional<String> administration) {
    if (key.isEmpty()) {
      complain("touchpoint", true, "the key of a touchpoint");
      return Optional.empty();
    }
    Optional<Touchpoint> touchpoint =
        Touchpoint.isKey(key) ? catalog.awaitTouchpoint(key) : Optional.empty();
    if (touchpoint.isEmpty()) {
      found.add(
          new Violation(
              SETTINGS + "touchpoint",
              Reason.TOUCHPOINT_UNKNOWN,
              "the key of a touchpoint in the catalogue, [a-z0-9-]{3,64}"));
      return touchpoint;
    }
    Touchpoint at = touchpoint.get();
    if (administration.isPresent() && !at.administration().equals(administration.get())) {
      found.add(
          new Violation(
              SETTINGS + "touchpoint",
              Reason.TOUCHPOINT_NOT_OF_KEY,
              "a touchpoint of " + administration.get() + ", for which the device was paired"));
    }
    if (at.retired()) {
      found.add(
          new Violation(
              SETTINGS + "touchpoint",
              Reason.TOUCHPOINT_RETIRED,
              "a touchpoint that still takes ratings"));
    }
    if (!at.channels().contains(Channel.KIOSK)) {
      found.add(
          new Violation(
              SETTINGS + "touchpoint",
              Reason.CHANNEL_NOT_ALLOWED,
              "a touchpoint that takes KIOSK; this one takes "
                  + at.channels().stream().map(Channel::name).collect(Collectors.joining(", "))));
    }
    return touchpoint;
  }

  private void languages(List<String> languages, Touchpoint at) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < languages.size(); i++) {
      String language = languages.get(i);
      if (!offers(at, language) || !seen.add(language)) {
        complain("languages[" + i + "]", false, "each once of " + offered(at));
      }
    }
  }

  private void headings(Map<String, String> headings, Touchpoint at) {
    new TreeMap<>(headings)
        .forEach((language, heading) -> {
          String field = "headings." + language;
          if (!offers(at, language)) {
            complain(field, false, "a heading in one of " + offered(at));
          } else if (heading.isBlank()
              || heading.codePointCount(0, heading.length()) > HEADING_CODE_POINTS_MAX
              || heading.codePoints().anyMatch(Character::isISOControl)) {
            complain(field, false, "1 to " + HEADING_CODE_POINTS_MAX + " characters, in one line");
          }
        });
  }

  private static boolean offers(Touchpoint at, String language) {
    return at.languages().stream().map(Language::subtag).anyMatch(language::equals);
  }

  private static String offered(Touchpoint at) {
    return at.languages().stream().map(Language::subtag).collect(Collectors.joining(", "))
        + ", the languages of "
        + at.key();
  }

  private void hours(List<org.onthaal.v1.OpeningHours> wanted) {
    if (wanted.size() > HOURS_MAX) {
      complain("openingHours", false, "at most " + HOURS_MAX + " stretches");
      return;
    }
    List<OpeningHours> hours = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      org.onthaal.v1.OpeningHours stretch = wanted.get(i);
      Optional<OpeningHours> parsed =
          stretch.getWeekday() >= 1 && stretch.getWeekday() <= 7
              ? OpeningHours.parse(
                  DayOfWeek.of(stretch.getWeekday()), stretch.getOpens(), stretch.getCloses())
              : Optional.empty();
      parsed.ifPresentOrElse(
          hours::add,
          complaint(
              "openingHours[" + i + "]",
              "weekday 1 (Monday) to 7, opens 08:30 before closes 17:00, at most 24:00"));
    }
    hours.sort(Comparator.comparing(OpeningHours::day).thenComparing(OpeningHours::opens));
    for (int i = 1; i < hours.size(); i++) {
      OpeningHours earlier = hours.get(i - 1);
      OpeningHours later = hours.get(i);
      if (earlier.day() == later.day() && earlier.closesText().compareTo(later.opensText()) > 0) {
        complain("openingHours", false, "stretches of one day that do not overlap: " + later.day());
      }
    }
  }

  private void within(String field, Duration value, Duration least, Duration most) {
    if (!Durations.isValid(value)
        || Durations.compare(value, least) < 0
        || Durations.compare(value, most) > 0) {
      complain(field, false, Durations.toString(least) + " to " + Durations.toString(most));
    }
  }

  private Runnable complaint(String field, String expected) {
    return () -> complain(field, false, expected);
  }

  private void complain(String field, boolean missing, String expected) {
    found.add(new Violation(SETTINGS + field, missing ? Reason.MISSING : Reason.INVALID, expected));
  }
}
