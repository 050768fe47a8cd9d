package org.onthaal.aggregation.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.evaluate.kiosk.Kiosk;
import org.onthaal.aggregation.evaluate.kiosk.KioskRound;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.ListDevicesResponse;
import org.onthaal.v1.Problem;

/// Asks again and again how the devices are, and has them judged.
///
/// Where feedback-service was away, so was the door that devices are heard at: after it comes back,
/// or after a start, they have a while to be heard before anybody is told that they were not.
public final class DeviceWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DeviceWatch.class.getPackageName());

  private final GrpcDevices devices;
  private final Supplier<KioskRound> rounds;
  private final BooleanSupplier leads;
  private final Cadence cadence;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Optional<Instant> answeringSince = Optional.empty();
  private boolean failing;

  /// When devices are looked at.
  ///
  /// @param every between two looks
  /// @param settle how long there must have been answers without a gap
  public record Cadence(Duration every, Duration settle) {}

  /// @param rounds judges by the rules that are in force
  /// @param leads whether it is this process that looks, of several with one database: rules that
  ///   are changed are not in force in all of them at once
  public DeviceWatch(
      GrpcDevices devices,
      Supplier<KioskRound> rounds,
      BooleanSupplier leads,
      Cadence cadence,
      InstantSource clock) {
    this.devices = devices;
    this.rounds = rounds;
    this.leads = leads;
    this.cadence = cadence;
    this.clock = clock;
  }

  public void start(ExecutorService executor) {
    executor.execute(this::run);
  }

  private void run() {
    try {
      while (!stopping.await(cadence.every().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look(clock.instant());
        } catch (RuntimeException e) {
          rest("kiosks are not judged: " + e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One thread at a time.
  ///
  /// @return whether they were judged
  boolean look(Instant now) {
    if (!leads.getAsBoolean()) {
      answeringSince = Optional.empty();
      return false;
    }
    KioskRound round = rounds.get();
    // Whom nobody watches, nobody asks for; what a rule left behind ends without asking.
    Answer<ListDevicesResponse> answer =
        round.isWatching()
            ? devices.list(ListDevicesRequest.getDefaultInstance())
            : new Answer.Given<>(ListDevicesResponse.getDefaultInstance());
    return switch (answer) {
      case Answer.Refused<ListDevicesResponse>(Problem problem) -> {
        answeringSince = Optional.empty();
        rest("kiosks are not judged: " + problem.getDetail());
        yield false;
      }
      case Answer.Given<ListDevicesResponse>(ListDevicesResponse found) -> {
        Instant since = answeringSince.orElse(now);
        answeringSince = Optional.of(since);
        if (now.isBefore(since.plus(cadence.settle()))) {
          yield false;
        }
        List<Kiosk> kiosks =
            found.getDevicesList().stream()
                .filter(device -> !device.hasRevokedAt())
                .map(Protos::kiosk)
                .toList();
        var _ = round.look(kiosks, now);
        failing = false;
        yield true;
      }
    };
  }

  private void rest(String why) {
    if (!failing) {
      LOG.log(System.Logger.Level.WARNING, why);
    }
    failing = true;
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
