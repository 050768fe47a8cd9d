package org.onthaal.feedback.collect;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.TrustedProxies;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.validate.Reason;

/// Keeps strangers who give ratings over HTTP to their rates.
public final class HttpRates {
  private final IntakeRates rates;
  private final TrustedProxies proxies;
  private final boolean limitLoopback;
  private final SurveyCatalog catalog;

  /// @param limitLoopback whether callers of this machine are strangers too
  public HttpRates(
      IntakeRates rates, TrustedProxies proxies, boolean limitLoopback, SurveyCatalog catalog) {
    this.rates = rates;
    this.proxies = proxies;
    this.limitLoopback = limitLoopback;
    this.catalog = catalog;
  }

  /// Takes tries that may be guesses, as many as so many ratings.
  ///
  /// @return zero when taken; otherwise how long to wait
  public Duration takeTries(ServerRequest request, int cost) {
    return stranger(request)
        .map(address -> rates.take(address, Map.of(), cost))
        .orElse(Duration.ZERO);
  }

  /// Takes ratings at once, or none of them.
  ///
  /// @param touchpoints one key per rating, as sent
  /// @return zero when taken; otherwise how long to wait
  public Duration take(ServerRequest request, List<String> touchpoints) {
    Optional<InetAddress> caller = stranger(request);
    if (caller.isEmpty()) {
      return Duration.ZERO;
    }
    // A key that does not exist is not worth a place in memory.
    Map<String, Integer> known = new TreeMap<>();
    touchpoints.stream()
        .filter(key -> catalog.touchpoint(key).isPresent())
        .forEach(key -> known.merge(key, 1, Integer::sum));
    return rates.take(caller.get(), known, touchpoints.size());
  }

  private Optional<InetAddress> stranger(ServerRequest request) {
    if (!(request.remotePeer().address() instanceof InetSocketAddress peer)
        || (!limitLoopback && HttpCallers.fromThisMachine(request))) {
      return Optional.empty();
    }
    return Optional.of(
        proxies.caller(
            peer.getAddress(), request.headers().all(HeaderNames.X_FORWARDED_FOR, List::of)));
  }

  static Problem problem(Duration wait) {
    return new Problem(
        Reason.RATE_LIMITED,
        "more ratings than are accepted at once from one network or for one touchpoint; nothing was stored; send the same again in %s s"
            .formatted(HttpDoor.seconds(wait)));
  }
}
