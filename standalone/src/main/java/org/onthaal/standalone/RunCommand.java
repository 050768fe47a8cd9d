package org.onthaal.standalone;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `run`: everything on this machine, until it is told to stop.
@Command(
    name = "run",
    header = "Starts everything on this machine: database, both services, the rating pages.",
    description = {
      "",
      "Keeps its data in one folder, prints the links a person needs, and runs until Ctrl-C or"
          + " SIGTERM, which let work in progress end first. A killed process loses nothing that"
          + " was acknowledged: start it again.",
      "",
      "With feedback-service or aggregation-service it runs one service alone, on your own"
          + " PostgreSQL.",
      ""
    },
    footer = {
      "",
      "Ports: 8080 and 8081 HTTP, 9080 and 9081 gRPC, 8090 and 8091 management, 4573 telephones,"
          + " 5480 PostgreSQL; with --port-base N they are N, N+1 (HTTP), N+2, N+3 (gRPC), N+4, N+5"
          + " (management), N+6 (telephones), N+7.",
      "Example: ./onthaal run --data ./data --port-base 7000",
      "Exit code: 0 after Ctrl-C or SIGTERM, 2 when it cannot start."
    },
    subcommands = {ServiceCommands.RunFeedback.class, ServiceCommands.RunAggregation.class},
    synopsisSubcommandLabel = "[feedback-service|aggregation-service]",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws InterruptedException {
    var _ = options.start(ServerOptions.folder(options.folder().orElse(null)), Optional.empty());
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return Standalone.OK;
  }
}
