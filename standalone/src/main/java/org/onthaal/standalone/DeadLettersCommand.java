package org.onthaal.standalone;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.onthaal.standalone.HttpDoor.Query;
import org.onthaal.standalone.process.Door;
import org.onthaal.v1.DeadLetter;
import org.onthaal.v1.ListDeadLettersResponse;
import org.onthaal.v1.ReplayDeadLettersRequest;
import org.onthaal.v1.ReplayDeadLettersResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dead-letters`: what could not be told.
@Command(
    name = "dead-letters",
    header = "Prints what could not be told, or sends it again.",
    synopsisSubcommandLabel = "list|replay",
    mixinStandardHelpOptions = true)
final class DeadLettersCommand {
  /// `dead-letters list`.
  @Command(
      name = "list",
      header = "Prints notifications that were given up.",
      description = {
        "",
        "Newest first. A replay leaves what is outdated: that an alert fires, when it is over.",
        ""
      },
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--receiver",
              paramLabel = "NAME",
              defaultValue = "",
              description = "Only those of this one.")
          String receiver,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    String body = door(server).get("/v1/dead-letters" + new Query().add("receiver", receiver));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(body);
      return Standalone.OK;
    }
    ListDeadLettersResponse answer =
        HttpDoor.parse(body, ListDeadLettersResponse.newBuilder()).build();
    if (answer.getDeadLettersCount() == 0) {
      out.println("No dead letters.");
      return Standalone.OK;
    }
    Table table =
        new Table(List.of("given up (UTC)", "receiver", "what", "alert", "tries", "reason", ""));
    answer.getDeadLettersList().forEach(letter -> table.add(cells(letter)));
    table.print(out);
    if (answer.getTotal() > answer.getDeadLettersCount()) {
      out.printf("The newest %d of %d.%n", answer.getDeadLettersCount(), answer.getTotal());
    }
    return Standalone.OK;
  }

  private static List<String> cells(DeadLetter letter) {
    return List.of(
        AlertsCommand.time(letter.getDiedAt()),
        letter.getReceiver(),
        letter.getType(),
        letter.getAlert(),
        Integer.toString(letter.getTries()),
        letter.getReason(),
        letter.getOutdated() ? "outdated" : "");
  }

  /// `dead-letters replay`.
  @Command(
      name = "replay",
      header = "Sends the dead letters of one receiver again.",
      description = {
        "",
        "Each with the id that it had, to where the routes file says today; a receiver that had"
            + " been disabled is enabled. Repeating it sends nothing twice that arrived.",
        ""
      },
      footer = {"", "Example: ./onthaal dead-letters replay --receiver parking-team"},
      mixinStandardHelpOptions = true)
  int replay(
      @Option(
              names = "--receiver",
              required = true,
              paramLabel = "NAME",
              description = "Whose; its name in the routes file.")
          String receiver,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    String body =
        door(server)
            .post(
                "/v1/dead-letters:replay",
                ReplayDeadLettersRequest.newBuilder().setReceiver(receiver).build());
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(body);
      return Standalone.OK;
    }
    ReplayDeadLettersResponse answer =
        HttpDoor.parse(body, ReplayDeadLettersResponse.newBuilder()).build();
    out.printf("%d queued for %s", answer.getQueued(), receiver);
    out.println(
        answer.getOutdated() == 0
            ? "."
            : ", %d outdated and left as they are.".formatted(answer.getOutdated()));
    return Standalone.OK;
  }

  private static HttpDoor door(ServerOptions server) {
    return new HttpDoor(server.doors(), Door.AGGREGATION_HTTP);
  }
}
