package org.onthaal.feedback;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.onthaal.feedback.observe.LogReadiness;
import org.onthaal.feedback.observe.ManagementServer;

/// Opens the door of whoever runs the service.
final class ManagementDoor {
  private ManagementDoor() {}

  static ManagementServer open(
      FeedbackSettings settings, PrometheusMeterRegistry meters, LogReadiness readiness) {
    FeedbackSettings.Door door = settings.management();
    try {
      return ManagementServer.start(
          door.bind(), door.port(), settings.managementConnectionsMax(), meters, readiness);
    } catch (RuntimeException e) {
      throw new IllegalStateException(Taken.sentence("management", "management", door), e);
    }
  }
}
