package org.onthaal.aggregation.notify.stage;

import java.util.UUID;
import org.onthaal.aggregation.notify.Withheld;

/// Why an alert is not told now.
///
/// @param cause id of the silence, or of the alert that inhibits
public record Quiet(Withheld reason, UUID cause) {}
