package org.onthaal.feedback.key;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.onthaal.feedback.privacy.KeyCodes;

/// The keys in PostgreSQL, with a copy in memory that is replaced as a whole: checking one never
/// asks the database. What another replica changes is known here after one refresh.
///
/// Safe for any thread.
public final class PostgresKeys implements KeyRing {
  private static final Logger LOGGER = System.getLogger(PostgresKeys.class.getName());

  /// Keys of one administration that open something: a list that a person can still read.
  public static final int LIVE_MAX = 100;

  private final Jdbi jdbi;
  private final KeyCodes codes;
  private final InstantSource clock;
  private final Map<String, LocalDate> used = new ConcurrentHashMap<>();
  private volatile Copy copy = new Copy(-1, Map.of());

  private record Copy(long version, Map<String, StoredKey> keys) {
    Copy {
      keys = Map.copyOf(keys);
    }
  }

  private record Written(KeyOutcome outcome, Copy copy) {}

  private PostgresKeys(DataSource database, KeyCodes codes, InstantSource clock) {
    jdbi = Jdbi.create(database);
    this.codes = codes;
    this.clock = clock;
  }

  /// Opens the keys of a migrated database.
  ///
  /// @param refresher one thread that looks for changes of other replicas; stopped by its owner
  /// @param every how long such a change may pass unseen
  public static PostgresKeys open(
      DataSource database,
      KeyCodes codes,
      InstantSource clock,
      ScheduledExecutorService refresher,
      Duration every) {
    PostgresKeys keys = new PostgresKeys(database, codes, clock);
    keys.load();
    long millis = every.toMillis();
    var _ = refresher.scheduleWithFixedDelay(keys::refresh, millis, millis, TimeUnit.MILLISECONDS);
    return keys;
  }

  @Override
  public KeyCheck check(String text) {
    Optional<KeyText> key = KeyText.parse(text);
    if (key.isEmpty()) {
      return new KeyCheck.Refused(KeyFault.MALFORMED);
    }
    StoredKey stored = copy.keys().get(key.get().id());
    if (stored == null || !codes.matches(text, stored.code())) {
      return new KeyCheck.Refused(KeyFault.UNKNOWN);
    }
    Instant now = clock.instant();
    Optional<KeyFault> fault = stored.key().fault(now);
    if (fault.isPresent()) {
      return new KeyCheck.Refused(fault.get());
    }
    note(stored.key(), now.atOffset(ZoneOffset.UTC).toLocalDate());
    return new KeyCheck.Open(stored.key());
  }

  // Written by the next refresh.
  private void note(AccessKey key, LocalDate today) {
    if (key.usedOn().isEmpty() || key.usedOn().get().isBefore(today)) {
      used.put(key.id(), today);
    }
  }

  @Override
  public Optional<AccessKey> find(String id) {
    return Optional.ofNullable(copy.keys().get(id)).map(StoredKey::key);
  }

  /// Stores what is kept of a new key.
  public KeyOutcome create(NewKey wanted, KeyText text) {
    KeyOutcome outcome =
        change(rows -> {
          Instant now = clock.instant();
          Optional<Integer> administration = rows.administrationId(wanted.administration());
          if (administration.isEmpty()) {
            return new KeyOutcome.Unknown();
          }
          if (rows.live(administration.get(), now) >= LIVE_MAX) {
            return new KeyOutcome.TooMany();
          }
          AccessKey key = wanted.key(text, now);
          rows.insert(administration.get(), new StoredKey(key, codes.code(text.text())));
          return new KeyOutcome.Done(key);
        });
    tell(outcome, "made");
    return outcome;
  }

  /// Takes a key back: at once here, after one refresh elsewhere. One that is revoked stays as it
  /// is.
  public KeyOutcome revoke(String id) {
    KeyOutcome outcome =
        change(rows ->
            rows.revoke(id, clock.instant())
                .<KeyOutcome>map(KeyOutcome.Done::new)
                .orElseGet(KeyOutcome.Unknown::new));
    tell(outcome, "revoked");
    return outcome;
  }

  /// Changes keys in one transaction with what belongs to them. Such changes, and those of other
  /// keys, happen one after the other.
  ///
  /// @throws JdbiException when the database does not answer; then nothing was changed
  public <A> A together(Function<PostgresKeyChanges, A> change) {
    AtomicReference<A> answer = new AtomicReference<>();
    Copy changed =
        jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> {
              new PostgresKeyRows(handle).nextVersion();
              answer.set(change.apply(new PostgresKeyChanges(handle, codes, clock.instant())));
              return copy(handle);
            });
    adopt(changed);
    return answer.get();
  }

  private static void tell(KeyOutcome outcome, String what) {
    if (outcome instanceof KeyOutcome.Done(AccessKey key)) {
      LOGGER.log(Level.INFO, "key {0} of {1} was {2}", key.id(), key.administration(), what);
    }
  }

  /// The keys of these administrations, or of all, newest first; empty when the database does not
  /// answer.
  public Optional<List<AccessKey>> list(Set<String> administrations) {
    try {
      return Optional.of(
          jdbi.withHandle(handle ->
              new PostgresKeyRows(handle)
                  .keys().stream()
                      .map(StoredKey::key)
                      .filter(key ->
                          administrations.isEmpty()
                              || administrations.contains(key.administration()))
                      .toList()));
    } catch (JdbiException e) {
      LOGGER.log(Level.WARNING, "the keys could not be listed", e);
      return Optional.empty();
    }
  }

  private KeyOutcome change(Function<PostgresKeyRows, KeyOutcome> change) {
    try {
      Written written =
          jdbi.inTransaction(
              TransactionIsolationLevel.READ_COMMITTED,
              handle -> {
                PostgresKeyRows rows = new PostgresKeyRows(handle);
                // Changes happen one after the other, so that the limit holds.
                rows.nextVersion();
                return new Written(change.apply(rows), copy(handle));
              });
      adopt(written.copy());
      return written.outcome();
    } catch (JdbiException e) {
      LOGGER.log(Level.WARNING, "the keys could not be changed", e);
      return new KeyOutcome.Unavailable();
    }
  }

  /// Takes over what another replica changed, and writes down which keys were used.
  void refresh() {
    try {
      if (jdbi.withHandle(handle -> new PostgresKeyRows(handle).version()) != copy.version()) {
        load();
      }
      writeUse();
    } catch (RuntimeException e) {
      // The copy stays, and the next look comes soon. What escapes from here would end the looks.
      LOGGER.log(Level.WARNING, "the keys could not be looked at", e);
    }
  }

  private void writeUse() {
    Map<String, LocalDate> days = Map.copyOf(used);
    if (days.isEmpty()) {
      return;
    }
    jdbi.useTransaction(handle -> new PostgresKeyRows(handle).use(days));
    load();
    days.forEach(used::remove);
  }

  private void load() {
    adopt(jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, PostgresKeys::copy));
  }

  private static Copy copy(Handle handle) {
    PostgresKeyRows rows = new PostgresKeyRows(handle);
    return new Copy(
        rows.version(),
        rows.keys().stream().collect(Collectors.toMap(one -> one.key().id(), one -> one)));
  }

  /// Two changes may end in one order and arrive here in the other.
  private synchronized void adopt(Copy candidate) {
    if (candidate.version() >= copy.version()) {
      copy = candidate;
    }
  }
}
