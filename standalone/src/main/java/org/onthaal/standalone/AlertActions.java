package org.onthaal.standalone;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.onthaal.standalone.HttpDoor.Query;
import org.onthaal.standalone.process.Door;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.Alert;
import org.onthaal.v1.CloseAlertRequest;
import org.onthaal.v1.CommentOnAlertRequest;
import org.onthaal.v1.GetAlertResponse;
import org.onthaal.v1.ListAlertsResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a person does with one alert.
final class AlertActions {
  private AlertActions() {}

  /// What all of them have in common.
  abstract static class OneAlert implements Callable<Integer> {
    private static final List<String> STATES =
        List.of("PENDING", "FIRING", "RECOVERING", "RESOLVED", "INACTIVE");
    private static final String PAGE = "1000";

    @Parameters(
        index = "0",
        paramLabel = "ID",
        description = "Id of the alert, or its first characters.")
    private String id = "";

    @Option(names = "--json", description = "The server's answer as it is.")
    private boolean json;

    @Mixin private Who who = new Who();
    @Mixin private ServerOptions server = new ServerOptions();

    /// What comes behind the id in the path, and the body.
    record Call(String below, Message body) {}

    abstract Call call(String author);

    /// What happened, in a few words.
    abstract String done(Alert alert);

    @Override
    public Integer call() {
      HttpDoor door = new HttpDoor(server.doors(), Door.AGGREGATION_HTTP);
      Call call = call(who.author());
      String body = door.post("/v1/alerts/" + whole(door) + call.below(), call.body());
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      if (json) {
        out.println(body);
        return Standalone.OK;
      }
      Alert alert = HttpDoor.parse(body, GetAlertResponse.newBuilder()).getAlert();
      out.printf(
          "Alert %s (%s, %s) %s.%n",
          ShortId.of(alert.getId()),
          alert.getRule(),
          AlertsCommand.about(alert.getStream()),
          done(alert));
      return Standalone.OK;
    }

    /// Those that are not over come first: they are meant.
    private String whole(HttpDoor door) {
      List<String> open = ids(door, List.of());
      boolean isOpen = open.stream().anyMatch(one -> one.startsWith(id));
      return ShortId.whole(id, "alert", isOpen ? open : ids(door, STATES));
    }

    private static List<String> ids(HttpDoor door, List<String> states) {
      Query query = new Query().addAll("state", states).add("pageSize", PAGE);
      return HttpDoor.parse(door.get("/v1/alerts" + query), ListAlertsResponse.newBuilder())
          .getAlertsList()
          .stream()
          .map(Alert::getId)
          .toList();
    }
  }

  /// `alerts acknowledge`.
  @Command(
      name = "acknowledge",
      header = "Says that somebody takes care of an alert.",
      description = {"", "It changes nothing of what is told; it ends with the alert.", ""},
      footer = {"", "Example: ./onthaal alerts acknowledge 1f0d4a4c --owner Anna --for 2h"},
      mixinStandardHelpOptions = true)
  static final class Acknowledge extends OneAlert {
    @Option(
        names = "--owner",
        paramLabel = "NAME",
        description = "Who takes care of it. Without: the author.")
    private String owner = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What they say of it.")
    private String note = "";

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "Ends by itself after so long, such as 2h. Without: with the alert.")
    private String length = "";

    @Override
    Call call(String author) {
      AcknowledgeAlertRequest.Builder body =
          AcknowledgeAlertRequest.newBuilder()
              .setOwner(owner.isEmpty() ? author : owner)
              .setAuthor(author)
              .setNote(note);
      if (!length.isEmpty()) {
        body.setUntil(Who.after("--for", length));
      }
      return new Call("/acknowledgement", body.build());
    }

    @Override
    String done(Alert alert) {
      return "is taken care of by " + AlertsCommand.owner(alert);
    }
  }

  /// `alerts comment`.
  @Command(
      name = "comment",
      header = "Says something of an alert, also of one that is over.",
      description = {""},
      footer = {"", "Example: ./onthaal alerts comment 1f0d4a4c 'New desk since today.'"},
      mixinStandardHelpOptions = true)
  static final class Comment extends OneAlert {
    @Parameters(index = "1", paramLabel = "TEXT", description = "The comment.")
    private String text = "";

    @Override
    Call call(String author) {
      return new Call(
          "/comments",
          CommentOnAlertRequest.newBuilder()
              .setCommentId(UUID.randomUUID().toString())
              .setAuthor(author)
              .setText(text)
              .build());
    }

    @Override
    String done(Alert alert) {
      return "has a new comment";
    }
  }

  /// `alerts close`.
  @Command(
      name = "close",
      header = "Ends an alert by hand; those who were told that it fires are told.",
      description = {
        "",
        "The rule fires again for the same ratings only once its condition has been over, or, for a"
            + " drop, on new evidence.",
        ""
      },
      footer = {"", "Example: ./onthaal alerts close 1f0d4a4c 'A test of the terminal.'"},
      mixinStandardHelpOptions = true)
  static final class Close extends OneAlert {
    @Parameters(index = "1", paramLabel = "REASON", description = "Why.")
    private String reason = "";

    @Override
    Call call(String author) {
      return new Call(
          "/close", CloseAlertRequest.newBuilder().setAuthor(author).setReason(reason).build());
    }

    @Override
    String done(Alert alert) {
      return "is over";
    }
  }
}
