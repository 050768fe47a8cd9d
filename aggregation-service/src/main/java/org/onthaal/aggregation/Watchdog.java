package org.onthaal.aggregation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.canary.CanaryWatch;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.heartbeat.EvaluationLag;
import org.onthaal.aggregation.heartbeat.Heartbeat;
import org.onthaal.aggregation.heartbeat.HeartbeatLoop;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.observe.WatchdogMeters;
import org.onthaal.aggregation.reload.Reading;
import org.onthaal.aggregation.rule.RuleSet;

/// Wires what watches whether alerts would arrive, for [Alerting]: the canary's rule, listener and
/// receiver, and a heartbeat for each receiver that asks for one.
final class Watchdog implements AutoCloseable {
  private final AlertSettings settings;
  private final Alerting.Parts parts;
  private final InstantSource clock;
  private final RuleSet rules;
  private final EvaluationLag lag;
  private final Optional<CanaryWatch> canary;
  private final List<HeartbeatLoop> loops = new ArrayList<>();

  /// @param reading the rules and routes of people
  Watchdog(AlertSettings settings, Reading.Valid reading, Alerting.Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.clock = parts.clock();
    this.canary =
        settings.watchdog().canary().isOn()
            ? Optional.of(
                new CanaryWatch(
                    settings.watchdog().canary(),
                    new CanaryWatch.Parts(
                        parts.watched().canaryRuns(),
                        parts.outbox(),
                        parts.operated().transactions(),
                        reading.routes().metaReceiver(),
                        settings.sending().giveUpAfter(),
                        this::progress)))
            : Optional.empty();
    this.rules = canary.map(watch -> watch.rules(reading.rules())).orElse(reading.rules());
    this.lag =
        new EvaluationLag(
            parts.tallies(), parts.watched().backlog(), rules, settings.cadence().slotGrace());
  }

  /// Those of people, and the canary's.
  RuleSet rules() {
    return rules;
  }

  /// Hears of transitions before people's own listener does.
  TransitionListener listener(TransitionListener people, DropStore drops) {
    return canary.map(watch -> watch.listener(people, drops, clock)).orElse(people);
  }

  /// Those of the routes file, and the canary's. Prepares the heartbeats.
  List<Receiver> receivers(Receivers all, RouteTable routes) {
    List<Receiver> receivers = new ArrayList<>(all.of(routes));
    Heartbeat.Signs signs =
        new Heartbeat.Signs(lag, parts.watched().backlog(), settings.watchdog().heartbeat());
    for (Receiver receiver : receivers) {
      routes
          .receiver(receiver.name())
          .flatMap(spec ->
              spec.heartbeat()
                  .map(wanted ->
                      new HeartbeatLoop(
                          new Heartbeat(
                              receiver,
                              all.heartbeat(spec, wanted),
                              signs,
                              parts.watched().heartbeats().of(receiver.name())),
                          wanted.every())))
          .ifPresent(loops::add);
    }
    canary.map(CanaryWatch::receiver).ifPresent(receivers::add);
    return receivers;
  }

  /// Names of receivers that no file names.
  Set<String> ownReceivers() {
    return canary.map(watch -> Set.of(watch.receiver().name())).orElseGet(Set::of);
  }

  void start(ExecutorService executor) {
    loops.forEach(loop -> loop.start(executor, clock));
    canary.ifPresent(watch -> watch.start(executor, clock));
  }

  /// Shows on `/metrics` how it stands.
  ///
  /// @param current the one that is at work when somebody asks
  static void register(MeterRegistry meters, Supplier<Watchdog> current) {
    Alerting.Watched watched = current.get().parts.watched();
    WatchdogMeters.evaluation(meters, () -> current.get().behind());
    WatchdogMeters.heartbeats(meters, watched.heartbeats());
    WatchdogMeters.canary(meters, watched.canaryRuns());
  }

  private Optional<Duration> behind() {
    return lag.at(clock.instant());
  }

  private String progress() {
    return behind()
        .map(Duration::toSeconds)
        .map(seconds -> "evaluation is " + seconds + " s behind")
        .orElse("evaluation has not begun");
  }

  @Override
  public void close() {
    canary.ifPresent(CanaryWatch::close);
    loops.forEach(HeartbeatLoop::close);
  }
}
