package org.onthaal.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.ratingfile.CsvWriter;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestResponse;
import org.onthaal.v1.BacktestRow;
import org.onthaal.v1.Evidence;
import org.onthaal.v1.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `backtest`: every window of the past in which a rule holds.
@Command(
    name = "backtest",
    header = "Prints every window of the past in which a rule holds.",
    description = {
      "",
      "The rules are judged as they would have been live, on all ratings that count, imported ones"
          + " too. Nothing is stored and nobody is told. For drop rules it also says how long drops"
          + " would take until they are found, for absences by evidence-days how soon they are"
          + " noticed, and how many false alarms are to be expected.",
      ""
    },
    footer = {"", "Example: ./onthaal backtest rules.yaml --from 2025-01-01 --to 2026-01-01 --csv"},
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RULES",
      description = "The rule file, YAML; docs/rules.md describes it.")
  private @Nullable Path rules;

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
      description = "Zone of calendar windows. Without: the installation's.")
  private String zone = "";

  /// How the rows are written; a table when nothing is said.
  static final class Form {
    @Option(names = "--csv", required = true, description = "Rows as CSV.")
    private boolean csv;

    @Option(names = "--json", required = true, description = "The server's answer as it is.")
    private boolean json;
  }

  @ArgGroup(exclusive = true)
  private Form form = new Form();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    var request =
        BacktestRequest.newBuilder().setRules(read()).setFrom(from).setTo(to).setZone(zone).build();
    String body =
        new HttpDoor(server.doors(), Door.AGGREGATION_HTTP).post("/v1/rules:backtest", request);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (form.json) {
      out.println(body);
      return Standalone.OK;
    }
    var answer = HttpDoor.parse(body, BacktestResponse.newBuilder()).build();
    if (form.csv) {
      csv(answer);
    } else {
      if (answer.getRowsCount() == 0) {
        out.println("No rule holds in any window of this range.");
      } else {
        table(answer, out);
      }
      Outlooks.print(answer, out);
    }
    return Standalone.OK;
  }

  private String read() {
    if (rules == null || !Files.isRegularFile(rules)) {
      throw new Complaint("There is no rule file " + rules + ".");
    }
    return TextFile.read(rules);
  }

  private static void table(BacktestResponse answer, PrintWriter out) {
    Table table =
        new Table(
            List.of(
                "rule",
                "about",
                "window",
                ">n",
                ">value",
                ">n before",
                ">before",
                ">points",
                ">z"));
    for (BacktestRow row : answer.getRowsList()) {
      List<String> cells =
          new ArrayList<>(List.of(row.getRule(), AlertsCommand.about(row.getStream())));
      cells.addAll(figures(row.getEvidence(), "%.2f", "–"));
      table.add(cells);
    }
    table.print(out);
    int rows = answer.getRowsCount();
    out.println(rows + (rows == 1 ? " window." : " windows."));
  }

  @SuppressWarnings("resource") // standard output stays open
  private static void csv(BacktestResponse answer) throws IOException {
    CsvWriter writer = new CsvWriter(System.out, StandardCharsets.UTF_8);
    writer.write(
        List.of(
            "rule",
            "administration",
            "service",
            "channel",
            "touchpoint",
            "language",
            "question",
            "window_start",
            "n",
            "value",
            "previous_n",
            "previous_value",
            "points",
            "z"));
    for (BacktestRow row : answer.getRowsList()) {
      Stream stream = row.getStream();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.getRule(),
                  stream.getAdministration(),
                  stream.getService(),
                  stream.hasChannel() ? stream.getChannel().name() : "",
                  stream.getTouchpoint(),
                  stream.getLanguage(),
                  stream.getQuestion()));
      cells.addAll(figures(row.getEvidence(), "%.4f", ""));
      writer.write(cells);
    }
    System.out.flush();
  }

  private static List<String> figures(Evidence evidence, String format, String absent) {
    return List.of(
        evidence.getWindowStart(),
        Integer.toUnsignedString(evidence.getN()),
        number(evidence.hasValue(), evidence.getValue(), format, absent),
        evidence.hasPreviousN() ? Integer.toUnsignedString(evidence.getPreviousN()) : absent,
        number(evidence.hasPreviousValue(), evidence.getPreviousValue(), format, absent),
        number(evidence.hasPoints(), evidence.getPoints(), format, absent),
        number(evidence.hasZ(), evidence.getZ(), format, absent));
  }

  private static String number(boolean present, double value, String format, String absent) {
    return present ? String.format(Locale.ROOT, format, value) : absent;
  }
}
