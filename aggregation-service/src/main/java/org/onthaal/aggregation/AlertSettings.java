package org.onthaal.aggregation;

import io.helidon.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.notify.DispatchLimits;
import org.onthaal.aggregation.notify.RetrySchedule;
import org.onthaal.aggregation.notify.webhook.AddressRange;
import org.onthaal.aggregation.notify.webhook.WebhookReceiver.WebhookLimits;

/// What alerts need to know: the keys `rules`, `routes`, `evaluate` and `notify` of
/// application.yaml.
///
/// @param rulesFile `rules.file`; without it nothing is watched
/// @param routesFile `routes.file`; without it nobody is told
/// @param sending keys below `notify`
/// @param evaluateInterval `evaluate.interval`: how often rules are judged that time alone can
///   change
public record AlertSettings(
    Optional<Path> rulesFile,
    Optional<Path> routesFile,
    Duration evaluateInterval,
    Notify sending) {
  /// How notifications leave.
  ///
  /// @param allowLoopback `notify.allow-loopback`: webhooks may go to this machine, also by plain
  ///   http
  /// @param allowedNetworks `notify.allowed-networks`: ranges reached by https although they are
  ///   not public
  /// @param giveUpAfter `notify.give-up-after`: then a notification becomes a dead letter
  public record Notify(
      boolean allowLoopback,
      List<AddressRange> allowedNetworks,
      Duration giveUpAfter,
      DispatchLimits dispatch,
      WebhookLimits webhook) {
    public Notify {
      allowedNetworks = List.copyOf(allowedNetworks);
      if (!giveUpAfter.isPositive()) {
        throw new IllegalArgumentException(
            "notify.give-up-after: " + giveUpAfter + " (expected: positive)");
      }
    }
  }

  public static final AlertSettings DEFAULT =
      new AlertSettings(
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(5),
          new Notify(
              false,
              List.of(),
              Duration.ofHours(24),
              DispatchLimits.DEFAULT,
              WebhookLimits.DEFAULT));

  public AlertSettings {
    if (!evaluateInterval.isPositive()) {
      throw new IllegalArgumentException(
          "evaluate.interval: " + evaluateInterval + " (expected: positive)");
    }
  }

  /// Durations are ISO 8601: `PT5S`.
  public static AlertSettings from(Config config) {
    Config notify = config.get("notify");
    Notify byDefault = DEFAULT.sending();
    return new AlertSettings(
        file(config.get("rules.file")),
        file(config.get("routes.file")),
        config.get("evaluate.interval").as(Duration.class).orElse(DEFAULT.evaluateInterval()),
        new Notify(
            notify.get("allow-loopback").asBoolean().orElse(byDefault.allowLoopback()),
            notify.get("allowed-networks").asList(String.class).orElse(List.of()).stream()
                .map(AddressRange::of)
                .toList(),
            notify.get("give-up-after").as(Duration.class).orElse(byDefault.giveUpAfter()),
            dispatch(notify, byDefault.dispatch()),
            webhook(notify, byDefault.webhook())));
  }

  private static DispatchLimits dispatch(Config notify, DispatchLimits byDefault) {
    return new DispatchLimits(
        notify.get("claim-max").asInt().orElse(byDefault.claimMax()),
        notify.get("lease").as(Duration.class).orElse(byDefault.lease()),
        notify.get("poll").as(Duration.class).orElse(byDefault.poll()),
        new RetrySchedule(
            notify.get("retry-first").as(Duration.class).orElse(byDefault.retry().first()),
            notify.get("retry-longest").as(Duration.class).orElse(byDefault.retry().longest())));
  }

  private static WebhookLimits webhook(Config notify, WebhookLimits byDefault) {
    return new WebhookLimits(
        notify.get("timeout").as(Duration.class).orElse(byDefault.timeout()),
        notify.get("breaker-tries").asInt().orElse(byDefault.breakerTries()),
        notify.get("breaker-rest").as(Duration.class).orElse(byDefault.breakerRest()));
  }

  /// An empty text is as if the key were absent.
  private static Optional<Path> file(Config key) {
    return key.asString().asOptional().filter(name -> !name.isBlank()).map(Path::of);
  }
}
