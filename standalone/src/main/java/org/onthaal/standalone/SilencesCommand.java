package org.onthaal.standalone;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.HttpDoor.Query;
import org.onthaal.standalone.process.Door;
import org.onthaal.v1.Alert;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.CreateSilenceResponse;
import org.onthaal.v1.ExpireSilenceResponse;
import org.onthaal.v1.ListSilencesResponse;
import org.onthaal.v1.PreviewSilenceRequest;
import org.onthaal.v1.PreviewSilenceResponse;
import org.onthaal.v1.Silence;
import org.onthaal.v1.SilenceMatchers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `silences`: what is not told for a while.
@Command(
    name = "silences",
    header = "Prints, makes and ends silences: what is not told for a while.",
    synopsisSubcommandLabel = "list|create|end",
    subcommands = SilencesCommand.Create.class,
    mixinStandardHelpOptions = true)
final class SilencesCommand {
  /// `silences list`.
  @Command(
      name = "list",
      header = "Prints silences.",
      description = {"", "Newest first. Without --state: pending and active.", ""},
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "pending, active or expired; repeatable.")
          @Nullable List<String> states,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    List<String> wanted = states == null ? List.of() : states;
    String body = door(server).get("/v1/silences" + new Query().addAll("state", wanted));
    PrintWriter out = out();
    if (json) {
      out.println(body);
      return Standalone.OK;
    }
    var answer = HttpDoor.parse(body, ListSilencesResponse.newBuilder());
    if (answer.getSilencesCount() == 0) {
      out.println("No silences.");
      return Standalone.OK;
    }
    Table table =
        new Table(
            List.of("id", "state", "from (UTC)", "until (UTC)", "author", "matches", "comment"));
    answer.getSilencesList().forEach(silence -> table.add(cells(silence)));
    table.print(out);
    return Standalone.OK;
  }

  private static List<String> cells(Silence silence) {
    return List.of(
        ShortId.of(silence.getId()),
        silence.getState().name().replaceFirst("^SILENCE_", "").toLowerCase(Locale.ROOT),
        AlertsCommand.time(silence.getStartsAt()),
        AlertsCommand.time(silence.getEndsAt()),
        silence.getAuthor(),
        said(silence.getMatchers()),
        silence.getComment().replace('\n', ' '));
  }

  private static String said(SilenceMatchers matchers) {
    List<String> parts = new ArrayList<>();
    add(parts, "rule", matchers.getRulesList());
    add(parts, "severity", matchers.getSeveritiesList());
    add(parts, "administration", matchers.getAdministrationsList());
    add(parts, "service", matchers.getServicesList());
    add(parts, "channel", matchers.getChannelsList());
    add(parts, "touchpoint", matchers.getTouchpointsList());
    add(parts, "language", matchers.getLanguagesList());
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String name, List<String> values) {
    if (!values.isEmpty()) {
      parts.add(name + " " + String.join(", ", values));
    }
  }

  /// `silences end`.
  @Command(
      name = "end",
      header = "Ends a silence now; what still fires is told.",
      description = {""},
      footer = {"", "Example: ./onthaal silences end 1f0d4a4c"},
      mixinStandardHelpOptions = true)
  int end(
      @Parameters(paramLabel = "ID", description = "Id of the silence, or its first characters.")
          String id,
      @Mixin Who who,
      @Mixin ServerOptions server) {
    HttpDoor door = door(server);
    List<String> known =
        HttpDoor.parse(
                door.get("/v1/silences?state=pending,active,expired"),
                ListSilencesResponse.newBuilder())
            .getSilencesList()
            .stream()
            .map(Silence::getId)
            .toList();
    String path = "/v1/silences/" + ShortId.whole(id, "silence", known);
    String body = door.delete(path + new Query().add("author", who.author()));
    Silence silence = HttpDoor.parse(body, ExpireSilenceResponse.newBuilder()).getSilence();
    out()
        .printf(
            "Silence %s ended at %s.%n",
            ShortId.of(silence.getId()), AlertsCommand.time(silence.getEndsAt()));
    return Standalone.OK;
  }

  private static HttpDoor door(ServerOptions server) {
    return new HttpDoor(server.doors(), Door.AGGREGATION_HTTP);
  }

  private static PrintWriter out() {
    return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  }

  /// `silences create`.
  @Command(
      name = "create",
      header = "Makes a silence, after printing the open alerts that it matches.",
      description = {
        "",
        "Every option among --rule to --language that is given must match; each may be repeated, and *"
            + " stands for any characters.",
        ""
      },
      footer = {
        "",
        "Example: ./onthaal silences create --service 'parking-*' --for 2h --comment 'Works at the desk.'"
      },
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Option(names = "--rule", paramLabel = "NAME", description = "Name of the rule.")
    private List<String> rules = List.of();

    @Option(names = "--severity", paramLabel = "WORD", description = "info, warning or critical.")
    private List<String> severities = List.of();

    @Option(names = "--administration", paramLabel = "CODE", description = "Its code.")
    private List<String> administrations = List.of();

    @Option(names = "--service", paramLabel = "CODE", description = "Its code.")
    private List<String> services = List.of();

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Such as KIOSK.")
    private List<String> channels = List.of();

    @Option(names = "--touchpoint", paramLabel = "KEY", description = "Its key.")
    private List<String> touchpoints = List.of();

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "Such as fr.")
    private List<String> languages = List.of();

    /// When it ends.
    static final class End {
      @Option(
          names = "--for",
          required = true,
          paramLabel = "TIME",
          description = "How long from now, such as 2h.")
      private String length = "";

      @Option(
          names = "--until",
          required = true,
          paramLabel = "TIME",
          description = "When it ends, RFC 3339.")
      private String until = "";
    }

    @ArgGroup(exclusive = true)
    private End end = new End();

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "When it begins, RFC 3339. Without: now.")
    private String from = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private String comment = "";

    @Option(
        names = "--end-when-resolved",
        description = "It ends as soon as an alert that it matches is over and no other one fires.")
    private boolean endWhenResolved;

    @Option(names = "--preview", description = "Only prints what it matches; makes nothing.")
    private boolean preview;

    @Mixin private Who who = new Who();
    @Mixin private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
      HttpDoor door = door(server);
      SilenceMatchers matchers =
          SilenceMatchers.newBuilder()
              .addAllRules(rules)
              .addAllSeverities(severities)
              .addAllAdministrations(administrations)
              .addAllServices(services)
              .addAllChannels(channels)
              .addAllTouchpoints(touchpoints)
              .addAllLanguages(languages)
              .build();
      if (preview) {
        print(matched(door, matchers));
        return Standalone.OK;
      }
      CreateSilenceRequest request = request(matchers);
      print(matched(door, matchers));
      Silence silence =
          HttpDoor.parse(door.post("/v1/silences", request), CreateSilenceResponse.newBuilder())
              .getSilence();
      out()
          .printf(
              "Silence %s from %s until %s (UTC).%n",
              ShortId.of(silence.getId()),
              AlertsCommand.time(silence.getStartsAt()),
              AlertsCommand.time(silence.getEndsAt()));
      return Standalone.OK;
    }

    private static List<Alert> matched(HttpDoor door, SilenceMatchers matchers) {
      String body =
          door.post(
              "/v1/silences:preview",
              PreviewSilenceRequest.newBuilder().setMatchers(matchers).build());
      return HttpDoor.parse(body, PreviewSilenceResponse.newBuilder()).getAlertsList();
    }

    private static void print(List<Alert> matched) {
      PrintWriter out = out();
      if (matched.isEmpty()) {
        out.println("It matches no open alert.");
        return;
      }
      out.println(
          matched.size() == 1
              ? "It matches 1 open alert:"
              : "It matches %d open alerts:".formatted(matched.size()));
      AlertsCommand.print(matched, out);
    }

    private CreateSilenceRequest request(SilenceMatchers matchers) {
      CreateSilenceRequest.Builder request =
          CreateSilenceRequest.newBuilder()
              .setId(UUID.randomUUID().toString())
              .setMatchers(matchers)
              .setAuthor(who.author())
              .setComment(comment)
              .setEndWhenResolved(endWhenResolved);
      if (!from.isEmpty()) {
        request.setStartsAt(Who.time("--from", from));
      }
      if (!end.length.isEmpty()) {
        request.setEndsAt(Who.after("--for", end.length));
      } else if (!end.until.isEmpty()) {
        request.setEndsAt(Who.time("--until", end.until));
      } else {
        throw new Complaint("A silence needs an end: give --for or --until.");
      }
      if (comment.isBlank()) {
        throw new Complaint("A silence needs a reason: give --comment.");
      }
      return request.build();
    }
  }
}
