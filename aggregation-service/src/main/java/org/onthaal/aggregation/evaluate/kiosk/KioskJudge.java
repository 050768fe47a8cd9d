package org.onthaal.aggregation.evaluate.kiosk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.aggregation.alert.AlertMachine.Seen;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.alert.KioskSeen.Trouble;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.evaluate.Evaluation;
import org.onthaal.aggregation.evaluate.kiosk.Kiosk.Heard;
import org.onthaal.aggregation.evaluate.kiosk.Kiosk.Pause;
import org.onthaal.aggregation.evaluate.kiosk.Places.Place;
import org.onthaal.aggregation.rule.Rule;

/// Judges the kiosks of one place at one moment. Pure.
///
/// Only opening time counts as silence: a kiosk that is switched off at night is not missed before
/// it should have been on for as long as the rule says. An alert does not end because the place
/// closes, only because the kiosk is heard.
///
/// @param at the moment
record KioskJudge(Rule.Kiosk rule, Place place, Instant at) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /// A kiosk with what is wrong with it.
  ///
  /// @param begins whether an alert begins with it; else it only keeps one
  private record Found(Kiosk kiosk, Trouble trouble, boolean begins) {}

  /// @param kiosks at least one
  /// @param told name of the one that the alert was about until now
  Evaluation judge(List<Kiosk> kiosks, Optional<String> told) {
    List<Found> troubled =
        kiosks.stream()
            .map(this::found)
            .filter(found -> found.trouble() != Trouble.NONE)
            .sorted(
                Comparator.comparing(Found::begins)
                    .reversed()
                    .thenComparing(Found::trouble)
                    .thenComparing(found -> found.kiosk().silentSince())
                    .thenComparing(found -> found.kiosk().name()))
            .toList();
    Found worst =
        troubled.isEmpty()
            ? new Found(recovered(kiosks, told), Trouble.NONE, false)
            : troubled.getFirst();
    Seen seen = new Seen(worst.begins(), !troubled.isEmpty());
    KioskSeen kiosk = seen(worst, Math.max(0, troubled.size() - 1));
    Evidence evidence =
        new Evidence(
            new Evidence.WindowSpan(worst.kiosk().silentSince(), Optional.empty(), place.zone()),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(kiosk));
    return new Evaluation(true, seen, evidence, sentence(worst.kiosk(), kiosk));
  }

  /// Of several that are well, the one that was told of; else the one that was heard last.
  private static Kiosk recovered(List<Kiosk> kiosks, Optional<String> told) {
    return kiosks.stream()
        .max(
            Comparator.comparing((Kiosk kiosk) -> told.filter(kiosk.name()::equals).isPresent())
                .thenComparing(Kiosk::silentSince))
        .orElseThrow();
  }

  private Found found(Kiosk kiosk) {
    boolean isWanted = kiosk.pause().filter(Pause::isWanted).isPresent();
    OpeningHours hours = kiosk.hours().orElse(place.hours());
    if (!isWanted
        && hours.open(kiosk.silentSince(), at, place.zone()).compareTo(rule.after()) >= 0) {
      return new Found(kiosk, Trouble.SILENT, hours.isOpen(at, place.zone()));
    }
    Optional<Pause> pause = kiosk.pause();
    if (pause.filter(Pause.STORAGE_FULL::equals).isPresent()) {
      return new Found(kiosk, Trouble.NO_ROOM, true);
    }
    if (pause.filter(Pause.UNUSABLE_TOUCHPOINT::equals).isPresent()) {
      return new Found(kiosk, Trouble.NO_TOUCHPOINT, true);
    }
    Duration oldest = kiosk.heard().flatMap(Heard::oldest).orElse(Duration.ZERO);
    boolean waits = oldest.compareTo(rule.waiting()) >= 0;
    return new Found(kiosk, waits ? Trouble.PRESSES_WAIT : Trouble.NONE, waits);
  }

  private static KioskSeen seen(Found found, long others) {
    Optional<Heard> heard = found.kiosk().heard();
    return new KioskSeen(
        found.kiosk().name(),
        found.trouble(),
        heard.map(Heard::at),
        heard.map(Heard::waiting).orElse(0L),
        others);
  }

  private String sentence(Kiosk kiosk, KioskSeen seen) {
    String name = "Kiosk \u201c" + seen.name() + "\u201d at " + place.stream().title();
    String heard = time(kiosk.silentSince(), place.zone());
    String waited = waiting(seen.waiting()) + " waited then";
    String what =
        switch (seen.trouble()) {
          case SILENT -> "has not been heard since " + heard + "; " + waited;
          case NO_ROOM -> "has no room for a press; last heard " + heard + "; " + waited;
          case NO_TOUCHPOINT -> "asks nobody: its touchpoint is retired or takes no KIOSK";
          case PRESSES_WAIT ->
              "does not get rid of its presses; last heard " + heard + "; " + waited;
          case NONE -> "works again; last heard " + heard;
        };
    return name + " " + what + others(seen.others()) + ".";
  }

  private static String waiting(long presses) {
    return presses == 1 ? "1 press" : presses + " presses";
  }

  private static String others(long others) {
    return others == 0 ? "" : "; " + others + " more of this place in trouble";
  }

  private static String time(Instant at, ZoneId zone) {
    return MINUTE.format(at.atZone(zone));
  }
}
