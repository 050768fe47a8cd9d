package org.onthaal.standalone;

import java.util.List;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Ports;

/// What a person opens first once everything runs.
record Links(Ports ports) {
  /// A touchpoint of the example that comes with an empty installation.
  private static final String EXAMPLE = "parking-permit";

  List<String> lines() {
    return List.of(
        "",
        "Onthaal runs.",
        "  Rate a contact     " + at(Door.FEEDBACK_HTTP) + "/r/" + EXAMPLE,
        "  On your own page   " + at(Door.FEEDBACK_HTTP) + "/widget/",
        "  On a kiosk         " + at(Door.FEEDBACK_HTTP) + "/kiosk/",
        "  By phone           agi://127.0.0.1:" + ports.of(Door.PHONE) + "/survey",
        "  Send a rating      POST " + at(Door.FEEDBACK_HTTP) + "/v1/ratings",
        "  The dashboard      " + at(Door.AGGREGATION_HTTP) + "/",
        "  Figures as JSON    "
            + at(Door.AGGREGATION_HTTP)
            + "/v1/scores?from=2026-01-01&to=2027-01-01&by=service,channel",
        "  The APIs           "
            + at(Door.FEEDBACK_HTTP)
            + "/docs and "
            + at(Door.AGGREGATION_HTTP)
            + "/docs",
        "  Health             "
            + at(Door.FEEDBACK_MANAGEMENT)
            + "/health/ready and "
            + at(Door.AGGREGATION_MANAGEMENT)
            + "/health/ready",
        "",
        "The citizens' paths on port %d answer everyone; everything else answers this machine only."
            .formatted(ports.of(Door.FEEDBACK_HTTP)),
        "Webhooks may go to public https addresses, and to this machine also by http.",
        "Ctrl-C stops it cleanly.");
  }

  private String at(Door door) {
    return "http://localhost:" + ports.of(door);
  }
}
