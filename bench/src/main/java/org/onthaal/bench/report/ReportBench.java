package org.onthaal.bench.report;

import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.bench.rig.Statistics;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.ScoreRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast questions over long ranges are answered.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Makes half a year of ratings (200 services, 3 channels, 4 languages, 2 touchpoints each) and asks: our door over HTTP, PostgreSQL on the"
          + " raw ratings, DuckDB on the raw ratings with one thread. All must give the same counts. Our answers also hold the period"
          + " before and an interval for every figure.",
      "  30-days         the last 30 days per service and channel",
      "  to-the-minute   the same from any hour to any minute",
      "  one-service     the last 30 days of one service per channel",
      "  180-day-trend   every day of half a year per channel",
      "The disk must have room for them: 50,000,000 ratings take several gigabytes.",
      ""
    })
public final class ReportBench implements Callable<Integer> {
  @Mixin private Effort effort = new Effort();

  @Option(
      names = "--ratings",
      defaultValue = "0",
      description = "Ratings (default: 5,000,000; with --quick 1,000,000).")
  private long ratings;

  private final Findings findings = new Findings();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public ReportBench() {}

  /// @param ratings how many; 0 for as many as fit the effort
  public ReportBench(long ratings) {
    this.ratings = ratings;
  }

  /// What is asked, one after the other.
  private interface Source {
    Map<String, List<Long>> answer(Question question)
        throws IOException, SQLException, InterruptedException;
  }

  /// Who is asked, and how often in a round.
  private record Asked(String name, Source source, int times) {}

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    try (BenchPostgres postgres = BenchPostgres.start()) {
      measure(postgres, effort);
      findings.machine(Machine.facts(postgres));
      findings.write(effort.out());
    }
    return 0;
  }

  /// Measures, and prints the table.
  public Findings measure(BenchPostgres postgres, Effort wanted)
      throws IOException, SQLException, InterruptedException {
    long count = ratings > 0 ? ratings : wanted.either(5_000_000L, 1_000_000L);
    History history = History.until(Instant.now(), count);
    String url = postgres.createDatabase("report");
    OurServices.migrateAggregation(url);
    Path duckFile = postgres.folder().resolve("report.duckdb");
    try (RawTable raw = RawTable.inPostgres(url, history);
        RawTable duck = RawTable.inDuck("jdbc:duckdb:" + duckFile, history)) {
      Tallies.make(url, history);
      sizes(url, duckFile);
      try (ServerProcess server = OurServices.startAggregation(url)) {
        URI door = URI.create("http://127.0.0.1:" + server.ports().http());
        List<Asked> all =
            List.of(
                new Asked("ours", question -> ours(door, question), wanted.either(20, 5)),
                new Asked("raw", raw::answer, wanted.either(3, 1)),
                new Asked("duckdb", duck::answer, wanted.either(5, 2)));
        List<Question> questions = Question.all(history);
        // Not measured: everybody's caches are filled, and our code is compiled.
        questions.forEach(question -> check(question, all));
        for (int round = 0; round < wanted.rounds(5, 2); round++) {
          for (Question question : questions) {
            measure(question, all);
          }
        }
        report(questions);
      }
    } finally {
      BenchPostgres.execute(postgres.url("postgres"), "DROP DATABASE report WITH (FORCE)");
    }
    return findings;
  }

  /// All give the same counts for every group.
  private static void check(Question question, List<Asked> all) {
    Map<String, List<Long>> expected = Map.of();
    for (Asked asked : all) {
      Map<String, List<Long>> answer = answer(asked, question);
      if (expected.isEmpty()) {
        expected = answer;
      }
      if (answer.isEmpty() || !answer.equals(expected)) {
        throw new IllegalStateException(
            "%s: %s counts otherwise than %s (%d and %d groups)"
                .formatted(
                    question.name(),
                    asked.name(),
                    all.getFirst().name(),
                    answer.size(),
                    expected.size()));
      }
    }
  }

  private static Map<String, List<Long>> answer(Asked asked, Question question) {
    try {
      return asked.source().answer(question);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(asked.name() + " does not answer " + question.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking", e);
    }
  }

  private void measure(Question question, List<Asked> all) {
    for (Asked asked : all) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < asked.times(); i++) {
        long start = System.nanoTime();
        var _ = answer(asked, question);
        millis.add((System.nanoTime() - start) / 1e6);
      }
      findings.add(name(question, asked.name()), Statistics.median(millis));
    }
    check(question, all);
  }

  private static String name(Question question, String asked) {
    return "report." + question.name() + "." + asked + "Millis";
  }

  private Map<String, List<Long>> ours(URI door, Question question)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(door.resolve(question.path())).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    GetScoresResponse.Builder scores = GetScoresResponse.newBuilder();
    JsonFormat.parser().merge(response.body(), scores);
    Map<String, List<Long>> groups = new TreeMap<>();
    for (ScoreRow row : scores.getRowsList()) {
      String group =
          question.byDay()
              ? row.getStart().substring(0, "2026-11-25".length())
              : row.getService().substring("service-".length());
      groups.put(
          group + "/" + History.CHANNELS.indexOf(row.getChannel().name()),
          row.getCountsList().stream().map(Integer::longValue).toList());
    }
    return groups;
  }

  private void sizes(String url, Path duckFile) throws IOException {
    for (String table :
        List.of("raw_rating", "tally_minute", "tally_hour", "tally_day", "tally_day_channel")) {
      double megabytes =
          Double.parseDouble(
                  BenchPostgres.text(url, "SELECT pg_total_relation_size('" + table + "')"))
              / 1e6;
      findings.add("report.size." + table + ".megabytes", megabytes);
      System.out.printf(
          Locale.ROOT,
          "%-18s %,12d rows %10.0f MB%n",
          table,
          BenchPostgres.count(url, table),
          megabytes);
    }
    findings.add("report.size.duckdb.megabytes", Files.size(duckFile) / 1e6);
    System.out.printf(Locale.ROOT, "%-36s %10.0f MB%n", "DuckDB", Files.size(duckFile) / 1e6);
  }

  private void report(List<Question> questions) {
    System.out.printf(
        Locale.ROOT,
        "%-14s %10s %10s %10s %10s %10s%n",
        "question",
        "ours ms",
        "raw ms",
        "DuckDB ms",
        "x raw",
        "x DuckDB");
    for (Question question : questions) {
      String ours = name(question, "ours");
      double raw = findings.ratioOf(ours, name(question, "raw"));
      double duck = findings.ratioOf(ours, name(question, "duckdb"));
      findings.ratio("report." + question.name() + " / raw", raw);
      findings.ratio("report." + question.name() + " / duckdb", duck);
      System.out.printf(
          Locale.ROOT,
          "%-14s %10.2f %10.1f %10.1f %10.4f %10.3f%n",
          question.name(),
          Statistics.median(findings.figure(ours)),
          Statistics.median(findings.figure(name(question, "raw"))),
          Statistics.median(findings.figure(name(question, "duckdb"))),
          raw,
          duck);
    }
  }
}
