package org.onthaal.feedback.device;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.Heartbeat;
import org.onthaal.v1.Pause;

/// Says everything that is wrong with what a device says of itself.
final class HeartbeatCheck {
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+-]{1,50}");
  private static final Pattern MARK = Pattern.compile("[0-9a-f]{0,64}");

  private final List<Violation> found = new ArrayList<>();

  private HeartbeatCheck() {}

  static List<Violation> violations(Heartbeat heartbeat) {
    HeartbeatCheck check = new HeartbeatCheck();
    check.judge(heartbeat);
    return check.found;
  }

  private void judge(Heartbeat heartbeat) {
    String version = heartbeat.getAppVersion();
    expect("appVersion", VERSION.matcher(version).matches(), version.isEmpty(), "such as 1.0.0");
    expect(
        "sentAt",
        heartbeat.hasSentAt() && Timestamps.isValid(heartbeat.getSentAt()),
        !heartbeat.hasSentAt(),
        "the device's clock when it sent this");
    expect(
        "oldestPending",
        !heartbeat.hasOldestPending()
            || (Durations.isValid(heartbeat.getOldestPending())
                && !Durations.isNegative(heartbeat.getOldestPending())),
        false,
        "seconds such as 3.5s, 0s or more");
    expect(
        "batteryPercent",
        Integer.compareUnsigned(heartbeat.getBatteryPercent(), 100) <= 0,
        false,
        "0 to 100");
    expect("pause", heartbeat.getPause() != Pause.UNRECOGNIZED, false, "one that the contract has");
    expect(
        "ordersMark",
        MARK.matcher(heartbeat.getOrdersMark()).matches(),
        false,
        "the mark of the orders, as it was told");
  }

  private void expect(String field, boolean holds, boolean missing, String expected) {
    if (!holds) {
      found.add(
          new Violation("heartbeat." + field, missing ? Reason.MISSING : Reason.INVALID, expected));
    }
  }
}
