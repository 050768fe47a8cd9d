package org.onthaal.feedback.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.onthaal.feedback.phone.Disposition;
import org.onthaal.feedback.phone.Dispositions;

/// How calls ended, as meters; they give the response rate.
public final class PhoneMeters {
  private PhoneMeters() {}

  public static void register(MeterRegistry meters, Dispositions dispositions) {
    for (Disposition disposition : Disposition.values()) {
      FunctionCounter.builder("onthaal.phone.calls", dispositions, of -> of.count(disposition))
          .tag("disposition", disposition.name().toLowerCase(Locale.ROOT))
          .description("Calls that were led to an end")
          .register(meters);
    }
    FunctionCounter.builder(
            "onthaal.phone.turned.away", dispositions, Dispositions::turnedAwayCount)
        .description("Connections that may not call, were too many, or were no call")
        .register(meters);
  }
}
