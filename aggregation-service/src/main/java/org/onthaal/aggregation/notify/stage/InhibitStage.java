package org.onthaal.aggregation.notify.stage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.notify.Withheld;
import org.onthaal.aggregation.notify.stage.WithheldStore.Firing;
import org.onthaal.aggregation.rule.Limit;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Stream;

/// Holds back what another alert that fires says already, of more.
///
/// An alert of a whole service inhibits those of the same kind and metric on its channels and
/// touchpoints that are no more severe and not about the opposite: that a service is praised, or is
/// a little low, does not say that one of its channels has collapsed. An absence inhibits every
/// other alert of its stream and of what lies inside it: without ratings they say nothing new.
public final class InhibitStage {
  private static final Set<Dimension> SERVICE = Set.of(Dimension.ADMINISTRATION, Dimension.SERVICE);

  private final RuleSet rules;
  private final WithheldStore store;

  public InhibitStage(RuleSet rules, WithheldStore store) {
    this.rules = rules;
    this.store = store;
  }

  /// Those of these alerts that another one inhibits now, each with the oldest one.
  Map<UUID, Quiet> quiet(AlertTransaction transaction, Collection<Firing> alerts) {
    Map<Optional<String>, List<Firing>> others = new HashMap<>();
    Map<UUID, Quiet> quiet = new HashMap<>();
    for (Firing alert : alerts) {
      others
          .computeIfAbsent(
              alert.subject().stream().value(Dimension.ADMINISTRATION),
              administration -> store.firing(transaction, administration))
          .stream()
          .filter(other -> !other.id().equals(alert.id()))
          .filter(other -> inhibits(other.subject(), alert.subject()))
          .findFirst()
          .ifPresent(other -> quiet.put(alert.id(), new Quiet(Withheld.INHIBITED, other.id())));
    }
    return quiet;
  }

  private boolean inhibits(Alert.Subject wide, Alert.Subject narrow) {
    Optional<Rule> rule = rules.named(wide.rule());
    // A kiosk that is silent may be why there are no ratings: neither says the other.
    if (wide.kind() == RuleKind.KIOSKS
        || narrow.kind() == RuleKind.KIOSKS
        || rule.filter(known -> isWhole(known, wide.stream())).isEmpty()
        || !isInside(narrow.stream(), wide.stream())) {
      return false;
    }
    return wide.kind() == RuleKind.ABSENCE
        // Two rules may tell one silence twice, the second as the more severe one.
        ? narrow.kind() != RuleKind.ABSENCE || !narrow.stream().equals(wide.stream())
        : saysTheSame(rule.get(), wide, narrow);
  }

  private boolean saysTheSame(Rule rule, Alert.Subject wide, Alert.Subject narrow) {
    Map<Dimension, String> values = narrow.stream().values();
    Optional<Rule> other = rules.named(narrow.rule());
    return narrow.kind() == wide.kind()
        && wide.severity().compareTo(narrow.severity()) >= 0
        && wide.stream().values().keySet().equals(SERVICE)
        && (values.containsKey(Dimension.CHANNEL) || values.containsKey(Dimension.TOUCHPOINT))
        && other.flatMap(InhibitStage::metric).equals(metric(rule))
        && other.filter(known -> tellsOfBad(known) == tellsOfBad(rule)).isPresent();
  }

  /// Whether the rule fires when people are less satisfied, and not when they are more so.
  private static boolean tellsOfBad(Rule rule) {
    return !(rule instanceof Rule.Threshold threshold)
        || threshold.figure().isBetterWhenHigher()
            == (threshold.limit().side() == Limit.Side.BELOW);
  }

  private static boolean isInside(Stream narrow, Stream wide) {
    return narrow.values().entrySet().containsAll(wide.values().entrySet());
  }

  /// Whether the rule counts all ratings of the stream, and not only those of a channel, for
  /// example.
  private static boolean isWhole(Rule rule, Stream stream) {
    return stream.values().keySet().containsAll(rule.watch().where().patterns().keySet());
  }

  private static Optional<Metric> metric(Rule rule) {
    return switch (rule) {
      case Rule.Threshold threshold -> Optional.of(threshold.metric());
      case Rule.Decline decline -> Optional.of(decline.metric());
      case Rule.Drop drop -> Optional.of(drop.metric());
      case Rule.Absence _, Rule.UnusualAbsence _, Rule.Kiosk _ -> Optional.empty();
    };
  }
}
