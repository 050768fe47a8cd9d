package org.onthaal.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.onthaal.aggregation.AggregationServer;
import org.onthaal.aggregation.AggregationSettings;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.FeedbackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// One service alone, as a machine that is not a laptop runs it.
final class ServiceCommands {
  private ServiceCommands() {}

  /// The settings file of one service.
  abstract static class OneService implements Callable<Integer> {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "Settings of the service, YAML; its application.yaml has every key.")
    private @Nullable Path config;

    /// Starts what the command is about; returns what stops it.
    abstract Runnable start(Optional<Path> file);

    final Optional<Path> file() {
      if (config == null || !Files.isReadable(config)) {
        throw new Complaint("There is no settings file " + config + " that can be read.");
      }
      return Optional.of(config);
    }

    @Override
    public Integer call() throws InterruptedException {
      Logs.service();
      Runnable stop = started(file());
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(stop)));
      new CountDownLatch(1).await(); // the shutdown hook ends the process
      return Standalone.OK;
    }

    private Runnable started(Optional<Path> file) {
      try {
        return start(file);
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }

    private static void end(Runnable stop) {
      stop.run();
      Runtime.getRuntime().halt(Standalone.OK);
    }
  }

  /// `run feedback-service`.
  @Command(
      name = "feedback-service",
      header = "Runs feedback-service alone.",
      description = {
        "",
        "Its database must be up to date: './onthaal migrate feedback-service'.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class RunFeedback extends OneService {
    @Override
    Runnable start(Optional<Path> file) {
      return FeedbackServer.start(FeedbackSettings.load(file, Map.of()), InstantSource.system())
          ::stop;
    }
  }

  /// `run aggregation-service`.
  @Command(
      name = "aggregation-service",
      header = "Runs aggregation-service alone.",
      description = {
        "",
        "Its database must be up to date: './onthaal migrate aggregation-service'.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class RunAggregation extends OneService {
    @Override
    Runnable start(Optional<Path> file) {
      return AggregationServer.start(
              AggregationSettings.load(file, Map.of()), InstantSource.system())
          ::stop;
    }
  }
}
