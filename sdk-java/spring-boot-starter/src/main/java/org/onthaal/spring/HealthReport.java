package org.onthaal.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackStats;
import org.onthaal.sdk.Health;

/**
 * What Actuator says of a client. An application whose ratings do not arrive still serves people,
 * and the client keeps them: nothing here takes it out of a load balancer. {@code BLOCKED} is a
 * status that Spring Boot does not know: it shows it, answers 200, and leaves it out of the
 * application's own status, unless that is told otherwise by {@code
 * management.endpoint.health.status.order}.
 */
record HealthReport(String status, Map<String, Object> details) {
  static HealthReport of(FeedbackClient client) {
    Health health = client.health();
    FeedbackStats stats = client.stats();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", health.state());
    if (!health.detail().isEmpty()) {
      details.put("detail", health.detail());
    }
    details.put("delivered", stats.delivered());
    details.put("waiting", stats.queued() + stats.spooled());
    details.put("setAside", stats.setAside());
    details.put("dropped", stats.dropped());
    return new HealthReport(health.state() == Health.State.BLOCKED ? "BLOCKED" : "UP", details);
  }
}
