package org.onthaal.standalone;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.transfer.GrpcChannel;
import org.onthaal.v1.ListLossesRequest;
import org.onthaal.v1.ListLossesResponse;
import org.onthaal.v1.LossReason;
import org.onthaal.v1.LossRow;
import org.onthaal.v1.LossServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `losses`: what senders had and gave up.
@Command(
    name = "losses",
    header = "Prints ratings that senders had and gave up, as they told it.",
    description = {
      "",
      "Per sender and reason, most first. A sender is known by its key; one on the same machine"
          + " has none.",
      ""
    },
    footer = {"", "Example: ./onthaal losses --from 2026-11-01T00:00:00Z"},
    mixinStandardHelpOptions = true)
final class LossesCommand implements Callable<Integer> {
  private static final String PREFIX = "LOSS_";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only of reports that arrived since, RFC 3339.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only of reports that arrived before, RFC 3339.")
  private String to = "";

  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    var request = ListLossesRequest.newBuilder();
    if (!from.isEmpty()) {
      request.setFrom(Who.time("--from", from));
    }
    if (!to.isEmpty()) {
      request.setTo(Who.time("--to", to));
    }
    ListLossesResponse answer = list(request.build());
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(HttpDoor.json(answer));
    } else if (answer.getRowsCount() == 0) {
      out.println("No losses.");
    } else {
      Table table =
          new Table(List.of("ratings", "reason", "key", "administration", "last told (UTC)"));
      answer.getRowsList().forEach(row -> table.add(cells(row)));
      table.print(out);
    }
    return Standalone.OK;
  }

  private ListLossesResponse list(ListLossesRequest request) {
    return GrpcChannel.ask(
        server.doors(),
        Door.FEEDBACK_GRPC,
        channel -> LossServiceGrpc.newBlockingStub(channel).listLosses(request));
  }

  private static List<String> cells(LossRow row) {
    return List.of(
        Integer.toUnsignedString(row.getRatings()),
        reason(row.getReason()),
        row.getKey(),
        row.getAdministration(),
        AlertsCommand.time(row.getReportedAt()));
  }

  private static String reason(LossReason reason) {
    return reason == LossReason.LOSS_REASON_UNSPECIFIED
        ? "other"
        : reason.name().replaceFirst(PREFIX, "").toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
