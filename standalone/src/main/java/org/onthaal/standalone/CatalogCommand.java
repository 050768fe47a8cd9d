package org.onthaal.standalone;

import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.transfer.Catalogue;
import org.onthaal.standalone.transfer.GrpcChannel;
import org.onthaal.v1.Administration;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.Channel;
import org.onthaal.v1.ListAdministrationsRequest;
import org.onthaal.v1.Service;
import org.onthaal.v1.Touchpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `catalog`: what is measured where.
@Command(
    name = "catalog",
    header = "Shows or changes administrations, services, touchpoints and surveys.",
    synopsisSubcommandLabel = "apply|show",
    mixinStandardHelpOptions = true)
final class CatalogCommand {
  /// `catalog apply FILE`.
  @Command(
      name = "apply",
      header = "Merges a catalogue file into the catalogue.",
      description = {
        "",
        "Adds what is new, changes what differs, retires what the file says is retired, never deletes,"
            + " and leaves alone what the file does not name. All or nothing; every problem is listed."
            + " docs/catalogue.md describes the file.",
        ""
      },
      mixinStandardHelpOptions = true)
  int apply(
      @Parameters(paramLabel = "FILE", description = "The catalogue file, YAML.") Path file,
      @Mixin ServerOptions server) {
    String document = TextFile.read(file);
    try (GrpcChannel feedback = new GrpcChannel(server.doors(), Door.FEEDBACK_GRPC)) {
      try {
        var applied =
            CatalogServiceGrpc.newBlockingStub(feedback.channel())
                .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(document).build());
        System.out.printf("%d added, %d changed.%n", applied.getAdded(), applied.getChanged());
        return Standalone.OK;
      } catch (StatusRuntimeException e) {
        List<String> problems = GrpcChannel.violations(e);
        if (problems.isEmpty()) {
          throw feedback.complaint(e);
        }
        throw new Complaint(
            file + " was refused, nothing was changed:\n  " + String.join("\n  ", problems), e);
      }
    }
  }

  /// `catalog show`.
  @Command(
      name = "show",
      header = "Prints the catalogue.",
      description = "",
      mixinStandardHelpOptions = true)
  int show(
      @Option(
              names = "--administration",
              paramLabel = "CODE",
              description = "Only this one; may be repeated.")
          @Nullable List<String> administrations,
      @Option(names = "--json", description = "As JSON, with every text.") boolean json,
      @Mixin ServerOptions server) {
    var request = ListAdministrationsRequest.newBuilder();
    if (administrations != null) {
      request.addAllAdministrations(administrations);
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    try (GrpcChannel feedback = new GrpcChannel(server.doors(), Door.FEEDBACK_GRPC)) {
      var answer =
          CatalogServiceGrpc.newBlockingStub(feedback.channel())
              .listAdministrations(request.build());
      Catalogue.mustName(request.getAdministrationsList(), answer.getAdministrationsList());
      if (json) {
        out.println(HttpDoor.json(answer));
      } else {
        print(answer.getAdministrationsList(), out);
      }
      return Standalone.OK;
    } catch (StatusRuntimeException e) {
      throw new Complaint("The catalogue cannot be read: " + e.getStatus(), e);
    }
  }

  private static void print(List<Administration> administrations, PrintWriter out) {
    Table table =
        new Table(
            List.of(
                "administration",
                "zone",
                "service",
                "touchpoint",
                "channels",
                "languages",
                "survey"));
    for (Administration administration : administrations) {
      for (Service service : administration.getServicesList()) {
        for (Touchpoint touchpoint : service.getTouchpointsList()) {
          table.add(
              List.of(
                  administration.getCode(),
                  administration.getZone(),
                  service.getCode(),
                  touchpoint.getKey() + (touchpoint.getRetired() ? " (retired)" : ""),
                  touchpoint.getChannelsList().stream()
                      .map(Channel::name)
                      .collect(Collectors.joining(" ")),
                  String.join(" ", touchpoint.getLanguagesList()),
                  touchpoint.getSurvey()));
        }
      }
    }
    table.print(out);
  }
}
