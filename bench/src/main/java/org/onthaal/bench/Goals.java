package org.onthaal.bench;

import java.util.ArrayList;
import java.util.List;
import org.onthaal.bench.rig.Findings;

/// What the whole should be able to do; as ratios wherever a machine would decide the figure.
final class Goals {
  private static final String RATE = ".perSecond";

  private Goals() {}

  static List<Goal> of(Findings findings) {
    // Where pgbench is not installed, our own loop of the same inserts is the floor.
    boolean pgbench = !findings.figure("intake.pgbench-64.perSecond").isEmpty();
    String floor = pgbench ? "intake.pgbench-64" : "intake.insert-64";
    return List.copyOf(all(floor, pgbench ? "pgbench" : "insert"));
  }

  private static List<Goal> all(String floor, String floorName) {
    List<Goal> goals = new ArrayList<>(intake(floor, floorName));
    goals.addAll(costs());
    goals.addAll(following());
    goals.addAll(reading());
    goals.addAll(alerts());
    goals.addAll(widget());
    goals.addAll(sdk());
    return goals;
  }

  private static List<Goal> intake(String floor, String floorName) {
    return List.of(
        Goal.atLeast(
            "writer, 512 callers / " + floorName + ", 64 connections",
            rates("intake.writer-512", floor),
            8,
            15),
        Goal.atLeast(
            "writer, 512 callers / COPY", rates("intake.writer-512", "intake.copy"), 0.25, 0.5),
        Goal.atLeast(
            "writer / insert per request in process, 64 callers",
            rates("intake.writer-64", "intake.insert-64"),
            3,
            6),
        Goal.atLeast(
            "writer / insert per request in process, 512 callers",
            rates("intake.writer-512", "intake.insert-512"),
            10,
            20),
        Goal.atMost(
            "writer / insert per request in process, one caller, p50",
            Goal.ratio("intake.writer-1.p50Millis", "intake.insert-1.p50Millis"),
            1.5,
            1.1),
        Goal.atLeast(
            "unary gRPC / peer, 64 in flight", rates("intake.unary-64", "intake.peer-64"), 3, 4.5),
        Goal.atLeast(
            "unary gRPC / peer, 512 in flight", rates("intake.unary-512", "intake.peer-512"), 5, 8),
        Goal.atMost(
            "unary gRPC / peer, 512 in flight, p99",
            Goal.ratio("intake.unary-512.p99Millis", "intake.peer-512.p99Millis"),
            0.3,
            0.15),
        Goal.atLeast(
            "unary gRPC, 512 in flight / " + floorName + ", 64 connections",
            rates("intake.unary-512", floor),
            2,
            4),
        Goal.atLeast("batches of 100 / COPY", rates("intake.batch-100", "intake.copy"), 0.35, 0.6),
        Goal.atLeast(
            "HTTP with JSON / unary gRPC, 512 in flight",
            rates("intake.http-512", "intake.unary-512"),
            0.5,
            0.5));
  }

  private static List<Goal> costs() {
    return List.of(
        Goal.atMost(
            "CPU of service and database per rating, unary / peer, 512 in flight",
            Goal.ratio("intake.unary-512.serviceMicros", "intake.peer-512.serviceMicros"),
            0.15,
            0.08),
        Goal.atMost(
            "CPU of service and database per rating, unary, 512 in flight, us",
            Goal.figure("intake.unary-512.serviceMicros"),
            25,
            25),
        Goal.atMost(
            "WAL per rating, unary, 512 in flight / COPY",
            Goal.ratio("intake.unary-512.walBytes", "intake.copy.walBytes"),
            1.5,
            1.15),
        Goal.atMost(
            "WAL per rating, batches of 100 / COPY",
            Goal.ratio("intake.batch-100.walBytes", "intake.copy.walBytes"),
            1.5,
            1.15),
        Goal.atLeast(
            "unary gRPC, followed by aggregation-service / not followed",
            rates("intake.unary-followed", "intake.unary-512"),
            0.75,
            0.75));
  }

  private static List<Goal> following() {
    return List.of(
        Goal.atLeast(
            "fold of many keys / writer, 512 callers",
            rates("fold.wide", "intake.writer-512"),
            1,
            1.5),
        Goal.atLeast(
            "fold of many keys / unary gRPC", rates("fold.wide", "fold.unary-512"), 1, 1.5),
        Goal.atMost(
            "acknowledged until in the scores, idle, p99 ms",
            Goal.figure("freshness.idle.scoresP99Millis"),
            1000,
            50),
        Goal.atMost(
            "acknowledged until in the scores, half load, p99 ms",
            Goal.figure("freshness.load.scoresP99Millis"),
            1000,
            250),
        Goal.atLeast(
            "recount of stored ratings per second",
            Goal.figure("fold.wide.recountPerSecond"),
            300_000,
            600_000));
  }

  private static List<Goal> reading() {
    return List.of(
        Goal.atMost(
            "30 days per service and channel / PostgreSQL on raw ratings",
            report("30-days", "raw"),
            0.05,
            0.01),
        Goal.atMost(
            "30 days per service and channel / DuckDB on raw ratings",
            report("30-days", "duckdb"),
            1,
            0.15),
        Goal.atMost(
            "the same to the minute / PostgreSQL on raw ratings",
            report("to-the-minute", "raw"),
            0.05,
            0.01),
        Goal.atMost(
            "the same to the minute / DuckDB on raw ratings",
            report("to-the-minute", "duckdb"),
            1,
            0.15),
        Goal.atMost(
            "30 days per service and channel, ms",
            Goal.figure("report.30-days.oursMillis"),
            25,
            25),
        Goal.atMost(
            "feedback-service ready, s", Goal.figure("start.feedback-service.readySeconds"), 1, 1),
        Goal.atMost(
            "aggregation-service ready, s",
            Goal.figure("start.aggregation-service.readySeconds"),
            1,
            1),
        Goal.atMost(
            "feedback-service resident, MB",
            Goal.figure("start.feedback-service.residentMegabytes"),
            150,
            150),
        Goal.atMost(
            "aggregation-service resident, MB",
            Goal.figure("start.aggregation-service.residentMegabytes"),
            150,
            150));
  }

  private static List<Goal> alerts() {
    return List.of(
        Goal.atMost(
            "false alarms of one stream / promised, worst cell",
            Goal.figure("alerts.false-alarms.worst"),
            1,
            0.5),
        Goal.atMost(
            "false alarms of a fleet / its budget", Goal.figure("alerts.fleet.worst"), 1, 0.75),
        Goal.atMost(
            "days until a drop of 10 points is seen / 1.1 x those of the study, worst cell",
            Goal.figure("alerts.delay.worst"),
            1,
            0.9),
        Goal.atMost(
            "wrongly resolved / promised, worst cell",
            Goal.figure("alerts.recovery.worst"),
            1,
            0.5),
        Goal.atMost(
            "one slot of one stream judged, us", Goal.figure("alerts.cost.microsPerSlot"), 5, 1));
  }

  private static List<Goal> widget() {
    return List.of(
        Goal.atMost(
            "widget in the page, main thread blocked while loading and showing, ms",
            Goal.figure("widget.onthaal.blockingMillis"),
            50,
            10),
        Goal.atMost(
            "widget behind a button, main thread blocked while loading and showing, ms",
            Goal.figure("widget.onthaal-button.blockingMillis"),
            50,
            10),
        Goal.atMost(
            "widget in the page, slowest interaction, ms",
            Goal.figure("widget.onthaal.interactionMillis"),
            100,
            50),
        Goal.atMost(
            "widget behind a button, slowest interaction, ms",
            Goal.figure("widget.onthaal-button.interactionMillis"),
            100,
            50));
  }

  private static List<Goal> sdk() {
    return List.of(
        Goal.atMost(
            "SDK, submitDurable: lost in faults and kills",
            Goal.figure("sdk.onthaal-durable.lost"),
            0,
            0),
        Goal.atMost(
            "SDK, submit while the server is a black hole, p99 ms",
            Goal.figure("sdk.onthaal.p99Millis"),
            5,
            1),
        Goal.atLeast(
            "SDK, durable ratings per second, 512 callers",
            Goal.figure("sdk.durable-512-virtual.perSecond"),
            100_000,
            200_000));
  }

  private static Goal.Measure rates(String cell, String base) {
    return Goal.ratio(cell + RATE, base + RATE);
  }

  private static Goal.Measure report(String question, String other) {
    return Goal.ratio(
        "report." + question + ".oursMillis", "report." + question + "." + other + "Millis");
  }
}
