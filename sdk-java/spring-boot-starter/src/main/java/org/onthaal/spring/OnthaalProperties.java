package org.onthaal.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackConfigurationException;
import org.onthaal.sdk.FeedbackListener;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.SpoolPolicy;
import org.onthaal.sdk.Violation;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The options of the application's client.
 *
 * @param enabled Whether there is a client. Where there is none, a bean that needs one keeps the
 *     application from starting; it may ask for an ObjectProvider instead.
 * @param address The service's gRPC door: https://host:port, or http://host:port where the network
 *     between is trusted.
 * @param scores The gRPC door of the service that counts, for figures: https://host:port or
 *     http://host:port.
 * @param key A key with the scope append (ons_…), which shows the service who sends. Without it the
 *     service takes ratings from its own machine only.
 * @param spool Folder that keeps ratings until the server has them, on a local disk. Without it
 *     they are kept in memory, and lost when the application ends before they are sent.
 * @param spoolBytes Size of the spool at most; at least 16MB.
 * @param spoolPolicy What gives way when the spool is full: new ratings, or the oldest.
 * @param queueBytes Size of what waits in memory for the disk, or without a spool for the network;
 *     at least 64KB.
 * @param keepFor How long a rating may wait.
 * @param batchSize Most ratings in one call, 1 to 1000.
 * @param callTimeout How long one call may take.
 * @param durableTimeout How long submitDurable waits for the disk.
 * @param closeTimeout How long the end of the application may wait for ratings to be sent.
 * @param retries How long failed calls wait before the next one.
 * @param touchpoint The touchpoint of ratings that name none.
 * @param trust File of certificates (PEM) to trust instead of those of the JDK.
 * @param certificate The certificate that this client shows (mTLS).
 * @param proxy An HTTP proxy to go through (CONNECT).
 */
@ConfigurationProperties("onthaal")
record OnthaalProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") String address,
    @Nullable String scores,
    @Nullable String key,
    @Nullable String spool,
    @DefaultValue("64MB") DataSize spoolBytes,
    @DefaultValue("reject-new") SpoolPolicy spoolPolicy,
    @DefaultValue("8MB") DataSize queueBytes,
    @DefaultValue("30d") Duration keepFor,
    @DefaultValue("100") int batchSize,
    @DefaultValue("10s") Duration callTimeout,
    @DefaultValue("5s") Duration durableTimeout,
    @DefaultValue("5s") Duration closeTimeout,
    @DefaultValue Retries retries,
    @DefaultValue("") String touchpoint,
    @Nullable String trust,
    @Nullable Certificate certificate,
    @Nullable Proxy proxy) {

  /**
   * Waits are random, up to first, then twice that, and so on up to max.
   *
   * @param first Longest wait before the first retry.
   * @param max Longest wait before any retry.
   */
  record Retries(@DefaultValue("100ms") Duration first, @DefaultValue("5m") Duration max) {}

  /**
   * Both files are needed.
   *
   * @param chain File of certificates (PEM), the client's own first.
   * @param privateKey File of its key, PKCS#8 in PEM, without a password.
   */
  record Certificate(@DefaultValue("") String chain, @DefaultValue("") String privateKey) {}

  /**
   * Both are needed.
   *
   * @param host Its name or address.
   * @param port Its port.
   */
  record Proxy(@DefaultValue("") String host, @DefaultValue("0") int port) {}

  /** A client that the application's context closes. */
  FeedbackClient connect(FeedbackListener listener) {
    List<Violation> violations = new ArrayList<>();
    if (address.isBlank()) {
      violations.add(
          new Violation("onthaal.address", "REQUIRED", "https://host:port or http://host:port"));
    }
    if (queueBytes.toBytes() > Integer.MAX_VALUE) {
      violations.add(invalid("onthaal.queue-bytes", "less than 2GB, not " + queueBytes));
    }
    if (certificate != null
        && certificate.chain().isEmpty() != certificate.privateKey().isEmpty()) {
      String absent = certificate.chain().isEmpty() ? "chain" : "private-key";
      violations.add(
          new Violation("onthaal.certificate." + absent, "REQUIRED", "both files, or none"));
    }
    try {
      FeedbackOptions options = options(listener);
      if (violations.isEmpty()) {
        return FeedbackClient.connect(options);
      }
    } catch (FeedbackConfigurationException e) {
      e.violations().stream().map(OnthaalProperties::named).forEach(violations::add);
    }
    throw new InvalidPropertiesException(violations);
  }

  private FeedbackOptions options(FeedbackListener listener) {
    // Another hook for the end of the JVM would close the client while requests are still answered.
    FeedbackOptions.Builder builder =
        FeedbackOptions.builder(address.isBlank() ? "https://absent" : address)
            .closeAtShutdown(false)
            .listener(listener)
            .spoolBytes(spoolBytes.toBytes())
            .spoolPolicy(spoolPolicy)
            .queueBytes((int) Math.min(Integer.MAX_VALUE, queueBytes.toBytes()))
            .keepFor(keepFor)
            .batchSize(batchSize)
            .callTimeout(callTimeout)
            .durableTimeout(durableTimeout)
            .closeTimeout(closeTimeout)
            .retries(retries.first(), retries.max())
            .touchpoint(touchpoint);
    if (scores != null) {
      builder.scores(scores);
    }
    if (key != null) {
      builder.key(key);
    }
    if (spool != null) {
      builder.spool(Path.of(spool));
    }
    if (trust != null) {
      builder.trust(Path.of(trust));
    }
    if (certificate != null && !certificate.chain().isEmpty()) {
      builder.certificate(Path.of(certificate.chain()), Path.of(certificate.privateKey()));
    }
    if (proxy != null) {
      builder.proxy(proxy.host(), proxy.port());
    }
    return builder.build();
  }

  /** As the application's own file names it: {@code spoolBytes} is {@code onthaal.spool-bytes}. */
  private static Violation named(Violation violation) {
    String field = violation.field().equals("endpoint") ? "address" : violation.field();
    String name = field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return new Violation(
        "onthaal." + name.replace(", ", ", onthaal."), violation.reason(), violation.expected());
  }

  private static Violation invalid(String property, String expected) {
    return new Violation(property, "INVALID", expected);
  }
}
