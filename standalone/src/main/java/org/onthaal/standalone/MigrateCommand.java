package org.onthaal.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.AggregationSettings;
import org.onthaal.feedback.FeedbackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `migrate`: a step of its own, so that several copies of a service never race for it.
@Command(
    name = "migrate",
    header = "Brings one service's database up to date.",
    description = {"", "'run' without a service does this by itself. Safe to repeat.", ""},
    synopsisSubcommandLabel = "feedback-service|aggregation-service",
    mixinStandardHelpOptions = true)
final class MigrateCommand {
  /// `migrate feedback-service`.
  @Command(
      name = "feedback-service",
      header = "Brings the database of feedback-service up to date.",
      mixinStandardHelpOptions = true)
  int feedback(
      @Option(
              names = "--config",
              required = true,
              paramLabel = "FILE",
              description = "Settings of the service, YAML.")
          Path config) {
    return migrate(() ->
        org.onthaal.feedback.store.Migrations.migrate(
            FeedbackSettings.load(readable(config), Map.of()).database()));
  }

  /// `migrate aggregation-service`.
  @Command(
      name = "aggregation-service",
      header = "Brings the database of aggregation-service up to date.",
      mixinStandardHelpOptions = true)
  int aggregation(
      @Option(
              names = "--config",
              required = true,
              paramLabel = "FILE",
              description = "Settings of the service, YAML.")
          Path config) {
    return migrate(() ->
        org.onthaal.aggregation.fold.Migrations.migrate(
            AggregationSettings.load(readable(config), Map.of()).database()));
  }

  private static int migrate(Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
    System.out.println("Up to date.");
    return Standalone.OK;
  }

  private static Optional<Path> readable(Path config) {
    if (!Files.isReadable(config)) {
      throw new Complaint("There is no settings file " + config + " that can be read.");
    }
    return Optional.of(config);
  }
}
