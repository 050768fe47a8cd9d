package org.onthaal.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.DataFolder;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Ports;
import org.onthaal.standalone.transfer.Doors;
import picocli.CommandLine.Option;

/// How a command finds the installation that it talks to.
final class ServerOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of a running './onthaal run'; its ports.json says where the doors are."
              + " Without: $XDG_DATA_HOME/onthaal, or ~/.local/share/onthaal.")
  private @Nullable Path data;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Address of feedback-service, e.g. http://host:8080. With port 8080 or none the other doors"
              + " have their standard ports; any other port is taken as the base they are counted from.")
  private @Nullable String server;

  Doors doors() {
    if (server != null && data != null) {
      throw new Complaint("--data and --server exclude each other: give one.");
    }
    if (server != null) {
      return named(server);
    }
    Path folder = folder(data);
    return DataFolder.ports(folder)
        .map(ports -> new Doors("127.0.0.1", ports))
        .orElseThrow(() ->
            new Complaint(
                "Nothing runs on %s: start it with './onthaal run%s', or name a server with --server URL."
                    .formatted(folder, data == null ? "" : " --data " + quoted(folder))));
  }

  static Path folder(@Nullable Path chosen) {
    Path folder =
        chosen == null
            ? DataFolder.standard(System.getenv(), System.getProperty("user.home"))
            : chosen;
    return folder.toAbsolutePath().normalize();
  }

  static String quoted(Path path) {
    return path.toString().contains(" ") ? "'" + path + "'" : path.toString();
  }

  static Doors named(String server) {
    try {
      URI uri = URI.create(server.contains("://") ? server : "http://" + server);
      if (uri.getHost() != null && "http".equals(uri.getScheme())) {
        boolean standard = uri.getPort() == -1 || uri.getPort() == Door.FEEDBACK_HTTP.standard();
        OptionalInt base = standard ? OptionalInt.empty() : OptionalInt.of(uri.getPort());
        return new Doors(uri.getHost(), Ports.plan(base, Map.of()));
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new Complaint(
        "--server is '" + server + "' (expected: http://host or http://host:port).");
  }
}
