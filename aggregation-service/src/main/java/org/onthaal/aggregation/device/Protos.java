package org.onthaal.aggregation.device;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.evaluate.kiosk.Kiosk;
import org.onthaal.v1.Device;
import org.onthaal.v1.Heartbeat;
import org.onthaal.v1.Pause;

/// Devices of the contract as they are judged.
final class Protos {
  private static final String MIDNIGHT = "24:00";

  private Protos() {}

  static Kiosk kiosk(Device device) {
    List<OpeningHours.Period> periods =
        device.getSettings().getOpeningHoursList().stream().map(Protos::period).toList();
    return new Kiosk(
        device.getSettings().getName(),
        device.getSettings().getTouchpoint(),
        periods.isEmpty() ? Optional.empty() : Optional.of(new OpeningHours(periods)),
        instant(device.getPairedAt()),
        device.hasHeardAt() ? Optional.of(heard(device)) : Optional.empty());
  }

  private static OpeningHours.Period period(org.onthaal.v1.OpeningHours hours) {
    return new OpeningHours.Period(
        DayOfWeek.of(hours.getWeekday()),
        LocalTime.parse(hours.getOpens()),
        hours.getCloses().equals(MIDNIGHT)
            ? Optional.empty()
            : Optional.of(LocalTime.parse(hours.getCloses())));
  }

  private static Kiosk.Heard heard(Device device) {
    Heartbeat heartbeat = device.getHeartbeat();
    return new Kiosk.Heard(
        instant(device.getHeardAt()),
        Integer.toUnsignedLong(heartbeat.getPending()),
        heartbeat.hasOldestPending()
            ? Optional.of(Duration.ofMillis(Durations.toMillis(heartbeat.getOldestPending())))
            : Optional.empty(),
        heartbeat.hasPause() ? pause(heartbeat.getPause()) : Optional.empty());
  }

  private static Optional<Kiosk.Pause> pause(Pause pause) {
    return switch (pause) {
      case CLOSED -> Optional.of(Kiosk.Pause.CLOSED);
      case LEFT -> Optional.of(Kiosk.Pause.LEFT);
      case STORAGE_FULL -> Optional.of(Kiosk.Pause.STORAGE_FULL);
      case UNUSABLE_TOUCHPOINT -> Optional.of(Kiosk.Pause.UNUSABLE_TOUCHPOINT);
      // Of a later release of the kiosk: it says that it pauses, not what is wrong.
      case PAUSE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
