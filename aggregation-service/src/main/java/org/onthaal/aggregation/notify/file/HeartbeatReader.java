package org.onthaal.aggregation.notify.file;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads the heartbeat of one receiver; what is wrong is noted in the section. One thread, one use.
final class HeartbeatReader {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration EVERY_MIN = Duration.ofSeconds(1);
  private static final Duration EVERY_MAX = Duration.ofHours(1);

  /// An alert that is pushed ends by itself after four minutes: one push may be lost.
  private static final Duration PUSH_MAX = Duration.ofMinutes(2);

  private final YamlSection section;
  private final SecretText secrets;

  HeartbeatReader(YamlSection section, RouteFile.SecretFiles files) {
    this.section = section;
    this.secrets = new SecretText(section, files);
  }

  /// @param isAlertmanager whether the receiver can be sent an alert that always fires instead
  Optional<ReceiverSpec.Heartbeat> heartbeat(boolean isAlertmanager) {
    boolean isPushed = isAlertmanager && !section.has("url") && !section.has("url-file");
    Optional<URI> url = isPushed ? Optional.empty() : url();
    Duration every = section.duration("every").orElse(EVERY);
    Duration most = isPushed ? PUSH_MAX : EVERY_MAX;
    if (every.compareTo(EVERY_MIN) < 0 || every.compareTo(most) > 0) {
      section.refuse("every", "1s to " + (isPushed ? "2m" : "1h"));
    }
    section.refuseOthers();
    return isPushed || url.isPresent()
        ? Optional.of(new ReceiverSpec.Heartbeat(url, every))
        : Optional.empty();
  }

  private Optional<URI> url() {
    return secrets
        .one("url")
        .flatMap(text -> DestinationReader.hiddenUrl(section, secrets.usedKey("url"), text));
  }
}
