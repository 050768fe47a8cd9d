package org.onthaal.standalone;

import com.google.protobuf.Timestamp;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.transfer.GrpcChannel;
import org.onthaal.v1.AccessKey;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.KeyServiceGrpc.KeyServiceBlockingStub;
import org.onthaal.v1.ListKeysRequest;
import org.onthaal.v1.RevokeKeyRequest;
import org.onthaal.v1.Scope;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keys`: who may give ratings from another machine.
@Command(
    name = "keys",
    header = "Makes, prints and revokes the keys of servers and devices on other machines.",
    synopsisSubcommandLabel = "create|list|revoke",
    mixinStandardHelpOptions = true)
final class KeysCommand {
  private static final String PREFIX = "SCOPE_";

  /// What a key may be used for, as people type it.
  enum ScopeName {
    APPEND,
    IMPORT,
    DEVICE,
    INVITATION;

    private Scope scope() {
      return Scope.valueOf(PREFIX + name());
    }
  }

  /// When a key ends.
  static final class End {
    @Option(
        names = "--for",
        required = true,
        paramLabel = "TIME",
        description = "How long it is good for, such as 365d.")
    private String length = "";

    @Option(
        names = "--until",
        required = true,
        paramLabel = "TIME",
        description = "From when on it opens nothing, RFC 3339.")
    private String until = "";

    private Timestamp time() {
      return length.isEmpty() ? Who.time("--until", until) : Who.after("--for", length);
    }
  }

  /// `keys create`.
  @Command(
      name = "create",
      header = "Makes a key and prints it, this once.",
      description = {
        "",
        "The key goes to standard output, alone; what is stored of it cannot be turned back into it."
            + " Without --for and --until it has no end. To replace a key make the new one first.",
        ""
      },
      footer = {
        "",
        "Example: ./onthaal keys create --administration commune-de-la-senne --name 'permit server' --scope append"
      },
      mixinStandardHelpOptions = true)
  int create(
      @Option(
              names = "--administration",
              required = true,
              paramLabel = "CODE",
              description = "Whose touchpoints it is for.")
          String administration,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "TEXT",
              description = "Who will hold it, and where.")
          String name,
      @Option(
              names = "--scope",
              required = true,
              split = ",",
              paramLabel = "SCOPE",
              description =
                  "append: live ratings; import: files of earlier ones; device: live ratings of a kiosk"
                      + " only; invitation: signs invitations, opens no call. May be repeated.")
          List<ScopeName> scopes,
      @ArgGroup @Nullable End end,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    var request = CreateKeyRequest.newBuilder().setAdministration(administration).setName(name);
    scopes.forEach(scope -> request.addScopes(scope.scope()));
    if (end != null) {
      request.setExpiresAt(end.time());
    }
    var made = call(server, keys -> keys.createKey(request.build()));
    if (json) {
      out().println(HttpDoor.json(made));
    } else {
      out().println(made.getSecret());
      System.err.printf(
          "Key %s of %s. It is shown this once; keep it where only its holder reads it.%n",
          made.getKey().getId(), administration);
    }
    return Standalone.OK;
  }

  /// `keys list`.
  @Command(
      name = "list",
      header = "Prints what is known of keys, newest first.",
      description = "",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--administration",
              paramLabel = "CODE",
              description = "Only of this one; may be repeated.")
          @Nullable List<String> administrations,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    var request = ListKeysRequest.newBuilder();
    if (administrations != null) {
      request.addAllAdministrations(administrations);
    }
    var answer = call(server, keys -> keys.listKeys(request.build()));
    PrintWriter out = out();
    if (json) {
      out.println(HttpDoor.json(answer));
    } else if (answer.getKeysCount() == 0) {
      out.println("No keys.");
    } else {
      Table table =
          new Table(
              List.of(
                  "id",
                  "administration",
                  "name",
                  "scopes",
                  "made (UTC)",
                  "ends (UTC)",
                  "revoked (UTC)",
                  "last used"));
      answer.getKeysList().forEach(key -> table.add(cells(key)));
      table.print(out);
    }
    return Standalone.OK;
  }

  private static List<String> cells(AccessKey key) {
    return List.of(
        key.getId(),
        key.getAdministration(),
        key.getName(),
        key.getScopesList().stream()
            .map(scope -> scope.name().replaceFirst(PREFIX, "").toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" ")),
        AlertsCommand.time(key.getCreatedAt()),
        key.hasExpiresAt() ? AlertsCommand.time(key.getExpiresAt()) : "",
        key.hasRevokedAt() ? AlertsCommand.time(key.getRevokedAt()) : "",
        key.getUsedOn());
  }

  /// `keys revoke`.
  @Command(
      name = "revoke",
      header = "Takes a key back; from now on it opens nothing.",
      description = "",
      footer = {"", "Example: ./onthaal keys revoke f39347cecc2d"},
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "Id of the key, as `keys list` prints it.")
          String id,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    var revoked =
        call(server, keys -> keys.revokeKey(RevokeKeyRequest.newBuilder().setId(id).build()));
    if (json) {
      out().println(HttpDoor.json(revoked));
    } else {
      out()
          .printf(
              "Key %s of %s (%s) was revoked at %s.%n",
              revoked.getKey().getId(),
              revoked.getKey().getAdministration(),
              revoked.getKey().getName(),
              AlertsCommand.time(revoked.getKey().getRevokedAt()));
    }
    return Standalone.OK;
  }

  private static <A> A call(ServerOptions server, Function<KeyServiceBlockingStub, A> call) {
    return GrpcChannel.ask(
        server.doors(),
        Door.FEEDBACK_GRPC,
        channel -> call.apply(KeyServiceGrpc.newBlockingStub(channel)));
  }

  private static PrintWriter out() {
    return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  }
}
