package org.onthaal.aggregation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.evaluate.LiveEvaluation;
import org.onthaal.aggregation.notify.DispatchLimits;
import org.onthaal.aggregation.notify.RetrySchedule;
import org.onthaal.aggregation.notify.send.AddressRange;
import org.onthaal.aggregation.notify.send.ReceiverLimits;
import org.onthaal.aggregation.tail.FeedbackDoor;

/// What alerts need to know: the keys `rules`, `routes`, `evaluate` and `notify` of
/// application.yaml.
///
/// @param files where rules and routes stand
/// @param sending keys below `notify`
/// @param watchdog what watches whether alerts would arrive
/// @param cadence `evaluate.interval`: how often rules are judged that time alone can change;
///   `evaluate.slot-grace`: how long after its end a slot is closed; `evaluate.slots-kept`: how
///   long what slots were judged on is kept
/// @param backtestMax `evaluate.backtest-max`: after this a back-test is ended
public record AlertSettings(
    Files files,
    LiveEvaluation.Cadence cadence,
    Notify sending,
    WatchdogSettings watchdog,
    Duration backtestMax) {
  /// Where rules and routes stand.
  ///
  /// @param rules `rules.file`; without it nothing is watched
  /// @param routes `routes.file`; without it nobody is told
  /// @param editable `rules.editable`: whether the rule file may be replaced over the doors
  /// @param reloadEvery `rules.reload-every`: within this a change of either file is in force
  public record Files(
      Optional<Path> rules, Optional<Path> routes, boolean editable, Duration reloadEvery) {}

  /// How notifications leave.
  ///
  /// @param allowLoopback `notify.allow-loopback`: messages may go to this machine, also by plain
  ///   http
  /// @param allowedNetworks `notify.allowed-networks`: ranges reached by https although they are
  ///   not public
  /// @param giveUpAfter `notify.give-up-after`: then a notification becomes a dead letter
  public record Notify(
      boolean allowLoopback,
      List<AddressRange> allowedNetworks,
      Duration giveUpAfter,
      DispatchLimits dispatch,
      ReceiverLimits receiver) {
    public Notify {
      allowedNetworks = List.copyOf(allowedNetworks);
      if (!giveUpAfter.isPositive()) {
        throw new IllegalArgumentException(
            "notify.give-up-after: " + giveUpAfter + " (expected: positive)");
      }
    }
  }

  /// Below this a loop would do nothing but look.
  private static final Duration PAUSE_MIN = Duration.ofMillis(10);

  /// Two looks at the files lie in it.
  private static final Duration RELOAD_MIN = PAUSE_MIN.multipliedBy(2);

  /// Whoever changes a file and sees nothing for longer believes that it was not noticed.
  private static final Duration RELOAD_MAX = Duration.ofHours(1);

  /// Whoever tries a rule waits for it.
  private static final Duration BACKTEST_MAX = Duration.ofHours(1);

  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);

  /// A receiver that needs longer holds up all that is told to it.
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);

  /// Whoever was away for longer wants no news of then.
  private static final Duration GIVE_UP_MAX = Duration.ofDays(366);

  private static final Duration DAY = Duration.ofDays(1);

  /// An alert of a drop can last for weeks, and must be recomputable until it is over.
  private static final Duration SLOTS_KEPT_MIN = Duration.ofDays(60);

  private static final Duration SLOTS_KEPT_MAX = Duration.ofDays(3660);

  public static final AlertSettings DEFAULT =
      new AlertSettings(
          new Files(Optional.empty(), Optional.empty(), false, Duration.ofSeconds(10)),
          new LiveEvaluation.Cadence(
              Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofDays(400)),
          new Notify(
              false,
              List.of(),
              Duration.ofHours(24),
              DispatchLimits.DEFAULT,
              ReceiverLimits.DEFAULT),
          WatchdogSettings.DEFAULT,
          Duration.ofSeconds(60));

  static AlertSettings from(SettingValues values, FeedbackDoor door) {
    LiveEvaluation.Cadence cadence =
        new LiveEvaluation.Cadence(
            values.duration("evaluate.interval", PAUSE_MIN, DAY),
            values.duration("evaluate.slot-grace", Duration.ZERO, DAY),
            values.duration("evaluate.slots-kept", SLOTS_KEPT_MIN, SLOTS_KEPT_MAX));
    return new AlertSettings(
        new Files(
            values.file("rules.file"),
            values.file("routes.file"),
            values.truth("rules.editable"),
            values.duration("rules.reload-every", RELOAD_MIN, RELOAD_MAX)),
        cadence,
        sending(values),
        WatchdogSettings.from(values, door, cadence.slotGrace()),
        values.duration("evaluate.backtest-max", PAUSE_MIN, BACKTEST_MAX));
  }

  private static Notify sending(SettingValues values) {
    Duration timeout = values.duration("notify.timeout", TIMEOUT_MIN, TIMEOUT_MAX);
    Duration retryFirst = values.duration("notify.retry-first", PAUSE_MIN, DAY);
    return new Notify(
        values.truth("notify.allow-loopback"),
        networks(values),
        values.duration("notify.give-up-after", Duration.ofSeconds(1), GIVE_UP_MAX),
        new DispatchLimits(
            values.positive("notify.claim-max"),
            // A shorter one would let another process send what is still under way.
            values.duration("notify.lease", timeout.plusSeconds(1), DAY),
            values.duration("notify.poll", PAUSE_MIN, DAY),
            new RetrySchedule(
                retryFirst, values.duration("notify.retry-longest", retryFirst, DAY))),
        new ReceiverLimits(
            timeout,
            values.positive("notify.breaker-tries"),
            values.duration("notify.breaker-rest", PAUSE_MIN, DAY)));
  }

  private static List<AddressRange> networks(SettingValues values) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : values.text("notify.allowed-networks").split(",", -1)) {
      try {
        if (!text.isBlank()) {
          ranges.add(AddressRange.of(text.strip()));
        }
      } catch (IllegalArgumentException e) {
        values.refuse("notify.allowed-networks", "ranges such as 10.1.0.0/16, separated by commas");
      }
    }
    return ranges;
  }
}
