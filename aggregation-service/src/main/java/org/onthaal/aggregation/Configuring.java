package org.onthaal.aggregation;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.onthaal.aggregation.configure.ConfigurationHttpService;
import org.onthaal.aggregation.configure.ReceiverDesk;
import org.onthaal.aggregation.configure.ReceiverGrpcService;
import org.onthaal.aggregation.configure.RuleDesk;
import org.onthaal.aggregation.configure.RuleGrpcService;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.trial.Trial;
import org.onthaal.aggregation.reload.Reload;
import org.onthaal.aggregation.reload.RulesFile;

/// Wires what people see and change of rules and routes for [Alerting].
final class Configuring {
  private final RuleDesk rules;
  private final ReceiverDesk receivers;
  private final int bodyBytesMax;

  /// What stands in the files, and what is in force of it.
  record Standing(RulesFile file, Supplier<RouteTable> routes, Supplier<Reload.State> state) {}

  Configuring(Standing standing, Trial trial, InstantSource clock, int bodyBytesMax) {
    this.rules = new RuleDesk(standing.file(), standing.state());
    this.receivers = new ReceiverDesk(standing.routes(), trial, clock);
    this.bodyBytesMax = bodyBytesMax;
  }

  RuleGrpcService rules() {
    return new RuleGrpcService(rules);
  }

  ReceiverGrpcService receivers() {
    return new ReceiverGrpcService(receivers);
  }

  ConfigurationHttpService http() {
    return new ConfigurationHttpService(rules, receivers, bodyBytesMax);
  }
}
