package org.onthaal.bench.drive;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.FeedbackSettings;
import org.onthaal.feedback.store.Migrations;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;

/// feedback-service as it is installed, with its settings as they ship, on a database of its own.
public final class OurDoor implements AutoCloseable {
  private final FeedbackServer server;

  private OurDoor(FeedbackServer server) {
    this.server = server;
  }

  public static OurDoor open(String url) throws IOException {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("http.port", "0");
    overrides.put("grpc.port", "0");
    overrides.put("management.port", "0");
    overrides.put("database.url", url);
    overrides.put("database.user", "postgres");
    overrides.put("keys.folder", Files.createTempDirectory("onthaal-bench-keys").toString());
    FeedbackSettings settings = FeedbackSettings.load(Optional.<Path>empty(), overrides);
    Migrations.migrate(settings.database());
    return new OurDoor(FeedbackServer.start(settings, InstantSource.system()));
  }

  public int port() {
    return server.grpcPort();
  }

  /// Adds the touchpoints that the traffic rates.
  public static void prepare(int port) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var stub = CatalogServiceGrpc.newBlockingStub(channel);
      for (int administration = 0; administration < Traffic.ADMINISTRATIONS; administration++) {
        stub.applyCatalog(
            ApplyCatalogRequest.newBuilder().setDocument(document(administration)).build());
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static String document(int administration) {
    StringBuilder text = new StringBuilder();
    text.append("administrations:\n");
    text.append("  - code: bench-").append(administration).append('\n');
    text.append("    zone: Europe/Brussels\n");
    text.append("    names: ").append(names("Bench " + administration)).append('\n');
    text.append("    services:\n");
    for (int service = 0; service < Traffic.SERVICES_PER_ADMINISTRATION; service++) {
      text.append("      - code: service-").append(service).append('\n');
      text.append("        names: ").append(names("Service " + service)).append('\n');
      text.append("        touchpoints:\n");
      text.append("          - key: ")
          .append(Traffic.touchpoint(administration, service))
          .append('\n');
      text.append("            names: ").append(names("Desk")).append('\n');
      text.append("            channels: [WEB]\n");
      text.append("            default-channel: WEB\n");
      text.append("            languages: [fr, nl, de, en]\n");
      text.append("            survey: satisfaction\n");
    }
    return text.toString();
  }

  private static String names(String name) {
    return "{fr: %s, nl: %s, de: %s, en: %s}".formatted(name, name, name, name);
  }

  @Override
  public void close() {
    server.close();
  }
}
