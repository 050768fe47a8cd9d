package org.onthaal.aggregation.evaluate.kiosk;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Stream;

/// Where touchpoints are, as the log told of the catalogue.
public interface Places {
  /// Places by key of the touchpoint; what the log has not told of yet is left out.
  Map<String, Place> of(AlertTransaction transaction, Set<String> touchpoints);

  /// A touchpoint with what holds there.
  ///
  /// @param hours of its service
  record Place(
      String administration, String service, String touchpoint, ZoneId zone, OpeningHours hours) {
    Stream stream() {
      return new Stream(
          Map.of(
              Dimension.ADMINISTRATION,
              administration,
              Dimension.SERVICE,
              service,
              Dimension.TOUCHPOINT,
              touchpoint));
    }
  }
}
