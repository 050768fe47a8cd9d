package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.Signals;
import org.onthaal.testkit.SmallDisk;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

/// Everything on one machine whose disk runs full: ratings are refused with "again", nothing that
/// was acknowledged is lost, and when there is room everything goes on by itself.
class FullDiskIT {
  private static final int DISK_MEGABYTES = 400;
  // With their comments just below the limit of a message.
  private static final int BATCH = 50;
  private static final int BATCHES_MAX = 400;
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final String WORDS = "What there was to say about it, at some length. ".repeat(20);

  @TempDir Path folder;
  private final Ratings ratings = new Ratings(new Random(Sizes.SEED));
  private final Set<String> acknowledged = new HashSet<>();

  @Test
  void fullDiskRefusesRatingsUntilThereIsRoomAndNobodyHelps() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = SmallDisk.over(mount, DISK_MEGABYTES)) {
      Process process = launch(disk, mount);
      try {
        Doors doors = Doors.of(disk, START_MAX);
        assertThat(submit(doors, make())).isEmpty();
        double refusedBefore = refused(doors);

        disk.fill();
        List<Rating> left = submitUntilRefused(doors);
        assertThat(refused(doors)).isGreaterThan(refusedBefore);
        disk.makeRoom();

        await("everything to be green again").atMost(Sizes.GREEN_MAX).until(() -> doors.areReady());
        await("the same ratings to be taken")
            .atMost(START_MAX)
            .until(() -> submit(doors, left).isEmpty());
        assertCounted(doors);
        doors.channel().shutdownNow();
      } finally {
        Signals.terminate(process.toHandle());
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private Process launch(SmallDisk disk, Path mount) throws IOException {
    Path log = folder.resolve("run.out");
    return CommandLine.start(
        log.toFile(),
        log.toFile(),
        disk.inside(
            CommandLine.words(
                "run", "--data", mount.resolve("data").toString(), "--port-base", "0")));
  }

  private List<Rating> make() {
    List<Rating> made = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      made.add(ratings.csat(4, Instant.now()).at(Example.TOUCHPOINT).saying(WORDS).build());
    }
    return made;
  }

  /// Every batch needs more pages; the first one that finds none is told so.
  private List<Rating> submitUntilRefused(Doors doors) {
    for (int i = 0; i < BATCHES_MAX; i++) {
      List<Rating> left = submit(doors, make());
      if (!left.isEmpty()) {
        return left;
      }
    }
    throw new AssertionError("the disk is full and " + BATCHES_MAX + " batches were taken");
  }

  /// What was not acknowledged; all of it may be sent again.
  private List<Rating> submit(Doors doors, List<Rating> wanted) {
    List<Rating> left = new ArrayList<>();
    try {
      List<SubmitResult> results =
          FeedbackServiceGrpc.newBlockingStub(doors.channel())
              .withDeadlineAfter(30, TimeUnit.SECONDS)
              .submitRatings(SubmitRatingsRequest.newBuilder().addAllRatings(wanted).build())
              .getResultsList();
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).hasReceipt()) {
          acknowledged.add(wanted.get(i).getId());
        } else {
          assertThat(results.get(i).getProblem().getReason())
              .isIn(Reason.UNAVAILABLE, Reason.OVERLOADED);
          left.add(wanted.get(i));
        }
      }
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode())
          .isIn(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED);
      left.addAll(wanted);
    }
    return left;
  }

  private static double refused(Doors doors) {
    return HttpCaller.get(doors.feedbackManagement().resolve("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("onthaal_intake_ratings_total{outcome=\"unavailable\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void assertCounted(Doors doors) {
    await("the recount to agree with all that was acknowledged")
        .atMost(START_MAX)
        .untilAsserted(() -> {
          var answer = HttpCaller.get(doors.aggregationManagement().resolve("/verify"));
          assertThat(answer.statusCode()).isEqualTo(200);
          JsonObject verified = JsonParser.parseString(answer.body()).getAsJsonObject();
          assertThat(verified.get("agrees").getAsBoolean()).as(answer.body()).isTrue();
          assertThat(verified.get("ratings").getAsLong()).isEqualTo(acknowledged.size());
        });
  }

  /// Where the installation on the small disk listens.
  private record Doors(ManagedChannel channel, URI feedbackManagement, URI aggregationManagement) {
    static Doors of(SmallDisk disk, Duration max) {
      Path ports = disk.fromOutside().resolve("data").resolve("ports.json");
      await("the ports to be known").atMost(max).until(() -> Files.exists(ports));
      try {
        JsonObject numbers = JsonParser.parseString(Files.readString(ports)).getAsJsonObject();
        Doors doors =
            new Doors(
                NettyChannelBuilder.forAddress("127.0.0.1", numbers.get("feedbackGrpc").getAsInt())
                    .usePlaintext()
                    .build(),
                address(numbers, "feedbackManagement"),
                address(numbers, "aggregationManagement"));
        await("the services to be ready").atMost(max).until(doors::areReady);
        return doors;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean areReady() {
      return HttpCaller.answers(feedbackManagement.resolve("/health/ready"))
          && HttpCaller.answers(aggregationManagement.resolve("/health/ready"));
    }

    private static URI address(JsonObject numbers, String name) {
      return URI.create("http://127.0.0.1:" + numbers.get(name).getAsInt());
    }
  }
}
