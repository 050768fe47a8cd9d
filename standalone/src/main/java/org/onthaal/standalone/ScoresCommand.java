package org.onthaal.standalone;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.onthaal.standalone.HttpDoor.Query;
import org.onthaal.standalone.process.Door;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.Metric;
import org.onthaal.v1.ScoreRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `scores`: figures with their uncertainty, as a table.
@Command(
    name = "scores",
    header = "Prints satisfaction figures with their uncertainty.",
    description = {
      "",
      "csat is the share of the two highest of five points, in percent, with its 95 %% interval; n"
          + " counts answers with a score; change is the difference to the calendar period before,"
          + " in points, with its interval. Where somebody was asked from 0 to 10, nps is the share"
          + " of 9 and 10 less that of 0 to 6; where from 1 to 7, easy is the share of 5 to 7. A"
          + " figure that means nothing for a metric is a dash.",
      ""
    },
    footer = {
      "",
      "Example: ./onthaal scores --from 2025-01-01 --to 2025-07-01 --every month --by"
          + " service,channel"
    },
    mixinStandardHelpOptions = true)
final class ScoresCommand implements Callable<Integer> {
  private static final String ABSENT = "–";

  private static final Map<String, Function<ScoreRow, String>> KEYS =
      Map.of(
          "administration", ScoreRow::getAdministration,
          "service", ScoreRow::getService,
          "channel", row -> row.getChannel().name(),
          "touchpoint", ScoreRow::getTouchpoint,
          "language", row -> row.getLanguage().isEmpty() ? "(unknown)" : row.getLanguage(),
          "question", ScoreRow::getQuestion);

  private static final String INTERVAL = "95 % interval";
  private static final String FROM_TO = "%.1f to %.1f";

  private static final List<Column> CSAT =
      List.of(
          new Column("csat %", row -> number(row.hasCsat(), row.getCsat(), "%.2f")),
          new Column(
              INTERVAL,
              row -> interval(row.hasCsatLow(), row.getCsatLow(), row.getCsatHigh(), FROM_TO)));

  private static final List<Column> NPS =
      List.of(
          new Column("nps", row -> number(row.hasNps(), row.getNps(), "%.2f")),
          new Column(
              INTERVAL,
              row -> interval(row.hasNpsLow(), row.getNpsLow(), row.getNpsHigh(), FROM_TO)));

  private static final List<Column> CES =
      List.of(
          new Column("easy %", row -> number(row.hasEasy(), row.getEasy(), "%.2f")),
          new Column(
              INTERVAL,
              row -> interval(row.hasEasyLow(), row.getEasyLow(), row.getEasyHigh(), FROM_TO)));

  private static final List<Column> OTHERS =
      List.of(
          new Column("mean", row -> number(row.hasMean(), row.getMean(), "%.2f")),
          new Column("change", row -> number(row.hasDifference(), row.getDifference(), "%+.2f")),
          new Column(
              INTERVAL,
              row ->
                  interval(
                      row.hasDifferenceLow(),
                      row.getDifferenceLow(),
                      row.getDifferenceHigh(),
                      "%+.1f to %+.1f")));

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "Start, inclusive: RFC 3339, or a date in --zone.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "End, exclusive: RFC 3339, or a date in --zone.")
  private String to = "";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Zone in which windows begin and end. Without: the installation's.")
  private String zone = "";

  @Option(
      names = "--every",
      paramLabel = "STEP",
      description = "hour, day, week, month or all. Without: all.")
  private String every = "";

  @Option(
      names = "--by",
      paramLabel = "KEYS",
      split = ",",
      defaultValue = "administration,service",
      description =
          "What to tell apart: administration, service, channel, touchpoint, language, question; an"
              + " empty value gives the total (default: ${DEFAULT-VALUE}).")
  private List<String> by = List.of();

  @Option(names = "--administration", paramLabel = "CODE", description = "Only this; repeatable.")
  private List<String> administrations = List.of();

  @Option(names = "--service", paramLabel = "CODE", description = "Only this; repeatable.")
  private List<String> services = List.of();

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only this; repeatable.")
  private List<String> channels = List.of();

  @Option(names = "--touchpoint", paramLabel = "KEY", description = "Only this; repeatable.")
  private List<String> touchpoints = List.of();

  @Option(names = "--language", paramLabel = "TAG", description = "Only this; repeatable.")
  private List<String> languages = List.of();

  @Option(names = "--question", paramLabel = "CODE", description = "Only this; repeatable.")
  private List<String> questions = List.of();

  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    List<String> keys = by.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
    Query query =
        new Query()
            .add("from", from)
            .add("to", to)
            .add("zone", zone)
            .add("every", every.toLowerCase(Locale.ROOT))
            .add("by", String.join(",", keys))
            .addAll("administration", administrations)
            .addAll("service", services)
            .addAll("channel", channels)
            .addAll("touchpoint", touchpoints)
            .addAll("language", languages)
            .addAll("question", questions);
    String body = new HttpDoor(server.doors(), Door.AGGREGATION_HTTP).get("/v1/scores" + query);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(body);
    } else {
      print(HttpDoor.parse(body, GetScoresResponse.newBuilder()).build(), keys, out);
    }
    return Standalone.OK;
  }

  private void print(GetScoresResponse answer, List<String> keys, PrintWriter out) {
    if (answer.getRowsCount() == 0) {
      out.println("No ratings in this range.");
      return;
    }
    List<Column> columns = columns(answer.getRowsList());
    List<String> titles = new ArrayList<>(List.of("from"));
    titles.addAll(keys);
    titles.addAll(List.of("metric", ">n"));
    columns.forEach(column -> titles.add(">" + column.title()));
    Table table = new Table(titles);
    answer.getRowsList().forEach(row -> table.add(cells(row, keys, columns)));
    table.print(out);
  }

  /// A figure of a row that is not hidden.
  private record Column(String title, Function<ScoreRow, String> cell) {}

  /// What only some metrics have is there where a row has such a metric.
  private static List<Column> columns(List<ScoreRow> rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("don't know", row -> Integer.toUnsignedString(row.getDontKnow())));
    columns.addAll(CSAT);
    if (rows.stream().anyMatch(row -> row.getMetric() == Metric.NPS)) {
      columns.addAll(NPS);
    }
    if (rows.stream().anyMatch(row -> row.getMetric() == Metric.CES)) {
      columns.addAll(CES);
    }
    columns.addAll(OTHERS);
    return columns;
  }

  private static List<String> cells(ScoreRow row, List<String> keys, List<Column> columns) {
    List<String> cells = new ArrayList<>();
    cells.add(row.getStart().replaceFirst("T00:00(:00)?", " "));
    keys.forEach(key -> cells.add(KEYS.getOrDefault(key, _ -> ABSENT).apply(row)));
    cells.add(row.getMetric().name());
    if (row.getSuppressed()) {
      cells.add("few");
      columns.forEach(_ -> cells.add(ABSENT));
      return cells;
    }
    cells.add(Integer.toUnsignedString(row.getN()));
    columns.forEach(column -> cells.add(column.cell().apply(row)));
    return cells;
  }

  private static String number(boolean present, double value, String format) {
    return present ? String.format(Locale.ROOT, format, value) : ABSENT;
  }

  private static String interval(boolean present, double low, double high, String format) {
    return present ? String.format(Locale.ROOT, format, low, high) : ABSENT;
  }
}
