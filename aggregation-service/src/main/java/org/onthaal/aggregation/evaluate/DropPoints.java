package org.onthaal.aggregation.evaluate;

import java.math.BigDecimal;
import org.onthaal.aggregation.drop.FixedTarget;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Rule;

/// What a drop rule says, in the points of the detector.
final class DropPoints {
  private DropPoints() {}

  static Points of(Rule.Drop rule) {
    return switch (rule.metric()) {
      case CSAT -> rule.figure() == Figure.CSAT ? Points.SATISFIED : Points.SCORE;
      case NPS -> Points.NET_PROMOTER;
      case CES -> Points.EFFORT;
      case THUMBS -> Points.THUMBS;
    };
  }

  static FixedTarget target(Rule.Drop rule, BigDecimal value) {
    Points points = of(rule);
    double target = value.doubleValue();
    double share =
        switch (points) {
          case SATISFIED -> target / 100;
          case NET_PROMOTER -> (target / 100 + 1) / 2;
          case SCORE, EFFORT, THUMBS ->
              (target - rule.metric().lowest())
                  / (rule.metric().highest() - rule.metric().lowest());
        };
    return new FixedTarget(points, share);
  }
}
