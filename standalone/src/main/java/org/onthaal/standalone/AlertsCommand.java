package org.onthaal.standalone;

import com.google.protobuf.Timestamp;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.onthaal.standalone.HttpDoor.Query;
import org.onthaal.standalone.process.Door;
import org.onthaal.v1.Acknowledgement;
import org.onthaal.v1.Alert;
import org.onthaal.v1.ListAlertsResponse;
import org.onthaal.v1.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alerts`: what is wrong now, and before.
@Command(
    name = "alerts",
    header = "Prints what is wrong now, and before.",
    description = {
      "",
      "Newest first. Without --state: pending, firing and recovering. The commands below take the id of"
          + " an alert, or its first characters.",
      ""
    },
    footer = {
      "",
      "Examples: ./onthaal alerts --state firing --service parking-permit",
      "          ./onthaal alerts acknowledge 1f0d4a4c --note 'on my way'"
    },
    subcommands = {
      AlertActions.Acknowledge.class,
      AlertActions.Comment.class,
      AlertActions.Close.class
    },
    mixinStandardHelpOptions = true)
final class AlertsCommand implements Callable<Integer> {
  private static final int PAGE = 1_000;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "pending, firing, recovering or resolved; repeatable.")
  private List<String> states = List.of();

  @Option(names = "--administration", paramLabel = "CODE", description = "Only this; repeatable.")
  private List<String> administrations = List.of();

  @Option(names = "--rule", paramLabel = "NAME", description = "Only this; repeatable.")
  private List<String> rules = List.of();

  @Option(
      names = "--service",
      paramLabel = "CODE",
      description = "Only alerts told apart by service, of this one; repeatable.")
  private List<String> services = List.of();

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "Only alerts told apart by channel, of this one; repeatable.")
  private List<String> channels = List.of();

  @Option(
      names = "--severity",
      paramLabel = "WORD",
      description = "info, warning or critical; repeatable.")
  private List<String> severities = List.of();

  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    Query query =
        new Query()
            .addAll("state", states.stream().map(s -> s.toUpperCase(Locale.ROOT)).toList())
            .addAll("administration", administrations)
            .addAll("rule", rules)
            .addAll("service", services)
            .addAll("channel", channels)
            .addAll("severity", severities)
            .add("pageSize", Integer.toString(PAGE));
    String body = new HttpDoor(server.doors(), Door.AGGREGATION_HTTP).get("/v1/alerts" + query);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(body);
      return Standalone.OK;
    }
    var answer = HttpDoor.parse(body, ListAlertsResponse.newBuilder());
    if (answer.getAlertsCount() == 0) {
      out.println("No alerts.");
      return Standalone.OK;
    }
    print(answer.getAlertsList(), out);
    return Standalone.OK;
  }

  static void print(List<Alert> alerts, PrintWriter out) {
    Table table =
        new Table(
            List.of("id", "state", "since (UTC)", "severity", "owner", "rule", "about", "because"));
    alerts.forEach(alert -> table.add(cells(alert)));
    table.print(out);
  }

  private static List<String> cells(Alert alert) {
    return List.of(
        ShortId.of(alert.getId()),
        alert.getState().name().toLowerCase(Locale.ROOT),
        time(since(alert)),
        alert.getSeverity(),
        owner(alert),
        alert.getRule(),
        about(alert.getStream()),
        alert.getBecause());
  }

  /// Who takes care of it.
  static String owner(Alert alert) {
    if (!alert.hasAcknowledgement()) {
      return "–";
    }
    Acknowledgement acknowledgement = alert.getAcknowledgement();
    return acknowledgement.hasUntil()
        ? acknowledgement.getOwner() + " until " + time(acknowledgement.getUntil())
        : acknowledgement.getOwner();
  }

  private static Timestamp since(Alert alert) {
    if (alert.hasResolvedAt()) {
      return alert.getResolvedAt();
    }
    return alert.hasFiredAt() ? alert.getFiredAt() : alert.getPendingAt();
  }

  static String time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds())
        .truncatedTo(ChronoUnit.SECONDS)
        .toString()
        .replace('T', ' ')
        .replace("Z", "");
  }

  /// The keys of a stream in the order of the catalogue.
  static String about(Stream stream) {
    List<String> keys = new ArrayList<>();
    if (stream.hasAdministration()) {
      keys.add(stream.getAdministration());
    }
    if (stream.hasService()) {
      keys.add(stream.getService());
    }
    if (stream.hasTouchpoint()) {
      keys.add(stream.getTouchpoint());
    }
    if (stream.hasChannel()) {
      keys.add(stream.getChannel().name());
    }
    if (stream.hasLanguage()) {
      keys.add(stream.getLanguage());
    }
    if (stream.hasQuestion()) {
      keys.add(stream.getQuestion());
    }
    return keys.isEmpty() ? "everything" : String.join(" / ", keys);
  }
}
