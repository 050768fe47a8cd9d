package org.onthaal.aggregation.evaluate;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.fold.FoldTransaction;

/// The fold's transaction as alerts need it.
public interface LiveSession {
  /// The same transaction, for the alert store and the outbox.
  AlertTransaction join(FoldTransaction transaction);

  /// Zones of these administrations, as the transaction sees them; unknown ones are left out.
  Map<String, ZoneId> zones(FoldTransaction transaction, Set<String> administrations);

  /// Opening hours by administration and service; what is always open is left out.
  Map<String, Map<String, OpeningHours>> openingHours(
      FoldTransaction transaction, Set<String> administrations);
}
