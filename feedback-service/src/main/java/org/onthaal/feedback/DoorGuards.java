package org.onthaal.feedback;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.access.GrpcConnections;
import org.onthaal.feedback.access.GrpcPatience;
import org.onthaal.feedback.access.HttpConnections;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.Pseudonyms;
import org.onthaal.feedback.collect.HttpRates;
import org.onthaal.feedback.device.Devices;
import org.onthaal.feedback.rating.RatingIds;
import org.onthaal.feedback.survey.SurveyCatalog;

/// What keeps callers within limits, each once for both doors.
record DoorGuards(
    Admission admission, IntakeRates rates, HttpConnections http, GrpcConnections grpc) {
  static DoorGuards of(FeedbackSettings settings) {
    FeedbackSettings.HttpLimits limits = settings.httpLimits();
    return new DoorGuards(
        new Admission(settings.admission(), GrpcPatience::nanos),
        new IntakeRates(
            settings.rates(),
            new Pseudonyms(DoorGuards::randomKey, System::nanoTime),
            System::nanoTime),
        new HttpConnections(
            limits.connections(), address -> isSpared(address, limits), System::nanoTime),
        new GrpcConnections(settings.grpcLimits().connectionsMax()));
  }

  /// The rates of strangers over HTTP.
  HttpRates httpRates(FeedbackSettings.HttpLimits limits, SurveyCatalog catalog) {
    return new HttpRates(rates, limits.trustedProxies(), limits.limitLoopback(), catalog);
  }

  /// What is around the use cases of devices.
  Devices.World world(InstantSource clock) {
    RatingIds ids = new RatingIds(clock, new SecureRandom());
    return new Devices.World(clock, () -> ids.get().value(), admission);
  }

  // Both speak for many people.
  private static boolean isSpared(InetAddress address, FeedbackSettings.HttpLimits limits) {
    return limits.trustedProxies().contains(address)
        || (address.isLoopbackAddress() && !limits.limitLoopback());
  }

  private static byte[] randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
