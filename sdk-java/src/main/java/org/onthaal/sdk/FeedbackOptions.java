package org.onthaal.sdk;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.onthaal.sdk.internal.Target;

/**
 * Where ratings go, and where they are kept until then. Mistakes are told by {@link
 * Builder#build()}, all at once; a client that was built does not throw.
 */
public final class FeedbackOptions {
  /** Most bytes of one encoded rating; a comment of 4,000 code points fits. */
  public static final int RATING_BYTES_MAX = 65_536;

  /**
   * Bytes of ratings in memory that are not yet on the disk, unless {@link Builder#queueBytes(int)}
   * says otherwise.
   */
  public static final int DEFAULT_QUEUE_BYTES = 8 * 1024 * 1024;

  /** Bytes that the spool takes at most, unless {@link Builder#spoolBytes(long)} says otherwise. */
  public static final long DEFAULT_SPOOL_BYTES = 64L * 1024 * 1024;

  /** Fewest bytes that a spool can work with. */
  public static final long SPOOL_BYTES_MIN = 16L * 1024 * 1024;

  /** Time that a rating may wait, unless {@link Builder#keepFor(Duration)} says otherwise. */
  public static final Duration DEFAULT_KEEP_FOR = Duration.ofDays(30);

  /** Most ratings in one call, unless {@link Builder#batchSize(int)} says otherwise. */
  public static final int DEFAULT_BATCH_SIZE = 100;

  /** Time that a call may take, unless {@link Builder#callTimeout(Duration)} says otherwise. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Time that {@link FeedbackClient#submitDurable(Rating)} waits for the disk, unless {@link
   * Builder#durableTimeout(Duration)} says otherwise.
   */
  public static final Duration DEFAULT_DURABLE_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Time that {@link FeedbackClient#close()} takes at most, unless {@link
   * Builder#closeTimeout(Duration)} says otherwise.
   */
  public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Longest wait before the first retry. */
  public static final Duration DEFAULT_RETRY_FIRST = Duration.ofMillis(100);

  /**
   * Longest wait before any retry, unless {@link Builder#retries(Duration, Duration)} says
   * otherwise.
   */
  public static final Duration DEFAULT_RETRY_MAX = Duration.ofMinutes(5);

  private final URI endpoint;
  private final Optional<URI> scores;
  private final Optional<String> key;
  private final Optional<Path> spool;
  private final long spoolBytes;
  private final SpoolPolicy spoolPolicy;
  private final int queueBytes;
  private final Duration keepFor;
  private final int batchSize;
  private final Duration callTimeout;
  private final Duration durableTimeout;
  private final Duration closeTimeout;
  private final Duration retryFirst;
  private final Duration retryMax;
  private final String touchpoint;
  private final Optional<Path> trusted;
  private final Optional<Path> certificate;
  private final Optional<Path> certificateKey;
  private final Optional<InetSocketAddress> proxy;
  private final FeedbackListener listener;
  private final boolean closeAtShutdown;

  private FeedbackOptions(Builder from, URI endpoint, Optional<URI> scores) {
    this.endpoint = endpoint;
    this.scores = scores;
    this.key = from.key;
    this.spool = from.spool;
    this.spoolBytes = from.spoolBytes;
    this.spoolPolicy = from.spoolPolicy;
    this.queueBytes = from.queueBytes;
    this.keepFor = from.keepFor;
    this.batchSize = from.batchSize;
    this.callTimeout = from.callTimeout;
    this.durableTimeout = from.durableTimeout;
    this.closeTimeout = from.closeTimeout;
    this.retryFirst = from.retryFirst;
    this.retryMax = from.retryMax;
    this.touchpoint = from.touchpoint;
    this.trusted = from.trusted;
    this.certificate = from.certificate;
    this.certificateKey = from.certificateKey;
    this.proxy = from.proxy;
    this.listener = from.listener;
    this.closeAtShutdown = from.closeAtShutdown;
  }

  /**
   * Starts with the address of the service.
   *
   * @param endpoint {@code https://host:port}, or {@code http://host:port} where the network
   *     between is trusted; the port of gRPC
   * @return options that are otherwise as their defaults say
   */
  public static Builder builder(String endpoint) {
    return new Builder(endpoint);
  }

  URI endpoint() {
    return endpoint;
  }

  Optional<URI> scores() {
    return scores;
  }

  /** The way to one of the doors. */
  Target target(URI door) {
    return new Target(door, key, trusted, certificate, certificateKey, proxy);
  }

  Optional<Path> spool() {
    return spool;
  }

  long spoolBytes() {
    return spoolBytes;
  }

  SpoolPolicy spoolPolicy() {
    return spoolPolicy;
  }

  int queueBytes() {
    return queueBytes;
  }

  Duration keepFor() {
    return keepFor;
  }

  int batchSize() {
    return batchSize;
  }

  Duration callTimeout() {
    return callTimeout;
  }

  Duration durableTimeout() {
    return durableTimeout;
  }

  Duration closeTimeout() {
    return closeTimeout;
  }

  Duration retryFirst() {
    return retryFirst;
  }

  Duration retryMax() {
    return retryMax;
  }

  String touchpoint() {
    return touchpoint;
  }

  FeedbackListener listener() {
    return listener;
  }

  boolean isClosedAtShutdown() {
    return closeAtShutdown;
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private final String endpoint;
    private Optional<String> scores = Optional.empty();
    private Optional<String> key = Optional.empty();
    private Optional<Path> spool = Optional.empty();
    private long spoolBytes = DEFAULT_SPOOL_BYTES;
    private SpoolPolicy spoolPolicy = SpoolPolicy.REJECT_NEW;
    private int queueBytes = DEFAULT_QUEUE_BYTES;
    private Duration keepFor = DEFAULT_KEEP_FOR;
    private int batchSize = DEFAULT_BATCH_SIZE;
    private Duration callTimeout = DEFAULT_CALL_TIMEOUT;
    private Duration durableTimeout = DEFAULT_DURABLE_TIMEOUT;
    private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    private Duration retryFirst = DEFAULT_RETRY_FIRST;
    private Duration retryMax = DEFAULT_RETRY_MAX;
    private String touchpoint = "";
    private Optional<Path> trusted = Optional.empty();
    private Optional<Path> certificate = Optional.empty();
    private Optional<Path> certificateKey = Optional.empty();
    private Optional<InetSocketAddress> proxy = Optional.empty();
    private FeedbackListener listener = new FeedbackListener() {};
    private boolean closeAtShutdown = true;

    private Builder(String endpoint) {
      this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /**
     * Says where figures are asked for, for {@link FeedbackClient#scores(ScoreQuery, Duration)}.
     *
     * @param address {@code https://host:port} or {@code http://host:port} of the service that
     *     counts; the port of gRPC
     * @return this
     */
    public Builder scores(String address) {
      scores = Optional.of(address);
      return this;
    }

    /**
     * Shows the service who sends; without it, it takes ratings from its own machine only.
     *
     * @param secret a key with the scope {@code append}, {@code ons_…}
     * @return this
     */
    public Builder key(String secret) {
      key = Optional.of(secret);
      return this;
    }

    /**
     * Keeps unsent ratings on the disk. Without it they are kept in memory, and lost when the
     * process ends before they are sent.
     *
     * @param folder made where it is absent; several processes may share it; on a local disk,
     *     because network file systems lock and force as they like
     * @return this
     */
    public Builder spool(Path folder) {
      spool = Optional.of(folder);
      return this;
    }

    /**
     * Bounds the spool.
     *
     * @param bytes at least {@link FeedbackOptions#SPOOL_BYTES_MIN}; what comes beyond is told by
     *     the policy
     * @return this
     */
    public Builder spoolBytes(long bytes) {
      spoolBytes = bytes;
      return this;
    }

    /**
     * Says what gives way when the spool is full.
     *
     * @param policy {@link SpoolPolicy#REJECT_NEW} unless said otherwise
     * @return this
     */
    public Builder spoolPolicy(SpoolPolicy policy) {
      spoolPolicy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Bounds what waits in memory for the disk, or without a spool for the network.
     *
     * @param bytes at least {@link FeedbackOptions#RATING_BYTES_MAX}; a rating beyond it is
     *     rejected with {@link DropReason#QUEUE_FULL}
     * @return this
     */
    public Builder queueBytes(int bytes) {
      queueBytes = bytes;
      return this;
    }

    /**
     * Bounds how long a rating may wait. Time in which no client uses the spool does not count, nor
     * do jumps of the machine's clock.
     *
     * @param time positive; what is older is dropped with {@link DropReason#EXPIRED}
     * @return this
     */
    public Builder keepFor(Duration time) {
      keepFor = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Bounds one call.
     *
     * @param ratings 1 to 1,000
     * @return this
     */
    public Builder batchSize(int ratings) {
      batchSize = ratings;
      return this;
    }

    /**
     * Bounds how long one call may take; then it is tried again.
     *
     * @param time positive
     * @return this
     */
    public Builder callTimeout(Duration time) {
      callTimeout = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Bounds how long {@link FeedbackClient#submitDurable(Rating)} waits for the disk; then it says
     * {@link Submission.Queued}.
     *
     * @param time positive
     * @return this
     */
    public Builder durableTimeout(Duration time) {
      durableTimeout = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Bounds {@link FeedbackClient#close()}.
     *
     * @param time zero or more
     * @return this
     */
    public Builder closeTimeout(Duration time) {
      closeTimeout = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Says how long failed calls wait: a random time up to {@code first}, up to twice that after
     * the next failure, and so on up to {@code max}. A time that the server names goes before.
     *
     * @param first positive
     * @param max at least {@code first}
     * @return this
     */
    public Builder retries(Duration first, Duration max) {
      retryFirst = Objects.requireNonNull(first, "first");
      retryMax = Objects.requireNonNull(max, "max");
      return this;
    }

    /**
     * Names the touchpoint of ratings that name none.
     *
     * @param key key of a touchpoint
     * @return this
     */
    public Builder touchpoint(String key) {
      touchpoint = Objects.requireNonNull(key, "key");
      return this;
    }

    /**
     * Trusts a private certificate authority instead of those of the JDK.
     *
     * @param certificates a readable file of certificates, PEM
     * @return this
     */
    public Builder trust(Path certificates) {
      trusted = Optional.of(certificates);
      return this;
    }

    /**
     * Shows a certificate of this client (mTLS).
     *
     * @param chain a readable file, PEM, the client's own certificate first
     * @param privateKey its key, PKCS#8 in PEM, without a password
     * @return this
     */
    public Builder certificate(Path chain, Path privateKey) {
      certificate = Optional.of(chain);
      certificateKey = Optional.of(privateKey);
      return this;
    }

    /**
     * Goes through an HTTP proxy (CONNECT).
     *
     * @param host its name or address
     * @param port its port
     * @return this
     */
    public Builder proxy(String host, int port) {
      proxy = Optional.of(InetSocketAddress.createUnresolved(host, port));
      return this;
    }

    /**
     * Hears what becomes of ratings.
     *
     * @param heard called by the client's threads
     * @return this
     */
    public Builder listener(FeedbackListener heard) {
      listener = Objects.requireNonNull(heard, "heard");
      return this;
    }

    /**
     * Says whether the end of the JVM closes a client that nobody closed, within {@link
     * #closeTimeout(Duration)}.
     *
     * @param closed true unless said otherwise; false where the application closes it in an order
     *     of its own
     * @return this
     */
    public Builder closeAtShutdown(boolean closed) {
      closeAtShutdown = closed;
      return this;
    }

    /**
     * Checks everything.
     *
     * @return options that a client can be built of
     * @throws FeedbackConfigurationException with all mistakes
     */
    public FeedbackOptions build() {
      List<Violation> violations = new ArrayList<>();
      Optional<URI> address = address("endpoint", endpoint, violations);
      Optional<URI> figures = scores.flatMap(given -> address("scores", given, violations));
      key.filter(secret -> !secret.matches("[!-~]{1,200}"))
          .ifPresent(
              bad -> violations.add(invalid("key", "1 to 200 visible ASCII characters, ons_…")));
      if (spoolBytes < SPOOL_BYTES_MIN) {
        violations.add(
            invalid("spoolBytes", "at least " + SPOOL_BYTES_MIN + ", not " + spoolBytes));
      }
      if (queueBytes < RATING_BYTES_MAX) {
        violations.add(
            invalid("queueBytes", "at least " + RATING_BYTES_MAX + ", not " + queueBytes));
      }
      if (batchSize < 1 || batchSize > 1_000) {
        violations.add(invalid("batchSize", "1 to 1000, not " + batchSize));
      }
      checkTimes(violations);
      checkTls(violations, address);
      if (!touchpoint.isEmpty() && !touchpoint.matches("[a-z0-9-]{3,64}")) {
        violations.add(invalid("touchpoint", "3 to 64 of a-z, 0-9 and -"));
      }
      proxy
          .filter(to -> to.getPort() == 0 || to.getHostString().isBlank())
          .ifPresent(bad -> violations.add(invalid("proxy", "a host and a port")));
      if (!violations.isEmpty()) {
        throw new FeedbackConfigurationException(violations);
      }
      return new FeedbackOptions(this, address.orElseThrow(), figures);
    }

    private static Optional<URI> address(String field, String given, List<Violation> violations) {
      try {
        URI uri = new URI(given);
        boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        if (known && uri.getHost() != null && (path.isEmpty() || path.equals("/"))) {
          return Optional.of(uri);
        }
      } catch (URISyntaxException e) {
        violations.add(invalid(field, "https://host:port or http://host:port; " + e.getReason()));
        return Optional.empty();
      }
      violations.add(invalid(field, "https://host:port or http://host:port, not " + given));
      return Optional.empty();
    }

    private void checkTimes(List<Violation> violations) {
      positive(violations, "keepFor", keepFor);
      positive(violations, "callTimeout", callTimeout);
      positive(violations, "durableTimeout", durableTimeout);
      positive(violations, "retries.first", retryFirst);
      if (retryMax.compareTo(retryFirst) < 0) {
        violations.add(invalid("retries.max", "at least " + retryFirst + ", not " + retryMax));
      }
      if (closeTimeout.isNegative()) {
        violations.add(invalid("closeTimeout", "zero or more, not " + closeTimeout));
      }
    }

    private void checkTls(List<Violation> violations, Optional<URI> address) {
      boolean plain = address.filter(uri -> "http".equals(uri.getScheme())).isPresent();
      readable(violations, "trust", trusted, plain);
      readable(violations, "certificate.chain", certificate, plain);
      readable(violations, "certificate.privateKey", certificateKey, plain);
    }

    private static void readable(
        List<Violation> violations, String field, Optional<Path> file, boolean plain) {
      if (file.isEmpty()) {
        return;
      }
      if (plain) {
        violations.add(invalid(field, "an endpoint with https"));
      }
      if (!Files.isReadable(file.get()) || !Files.isRegularFile(file.get())) {
        violations.add(invalid(field, "a readable file, not " + file.get()));
      }
    }

    private static void positive(List<Violation> violations, String field, Duration time) {
      if (time.isZero() || time.isNegative()) {
        violations.add(invalid(field, "more than zero, not " + time));
      }
    }

    private static Violation invalid(String field, String expected) {
      return new Violation(field, "INVALID", expected);
    }
  }
}
