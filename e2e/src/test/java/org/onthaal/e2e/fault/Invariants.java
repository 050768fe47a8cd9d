package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.v1.LogEntry;
import org.onthaal.v1.LogFacts;

/// What must hold after every fault: sets of the recorded history compared with sets that SQL
/// tells. Nothing of the services is used here.
final class Invariants {
  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(90);

  private final Cluster cluster;
  private final History history;
  private Duration slowest = Duration.ZERO;

  Invariants(Cluster cluster, History history) {
    this.cluster = cluster;
    this.history = history;
  }

  void hold() {
    everythingIsGreenWithoutAPerson();
    acknowledgedRatingsAreStoredExactlyOnce();
    receiptsAreThoseOfTheStoredRatings();
    offsetsAreContiguous();
    awaitFolded();
    talliesEqualTheRecount();
    everyTransitionWasToldWithOneId();
  }

  void everythingIsGreenWithoutAPerson() {
    Duration took = cluster.awaitGreen();
    slowest = took.compareTo(slowest) > 0 ? took : slowest;
  }

  /// The longest wait for green so far.
  Duration slowest() {
    return slowest;
  }

  void acknowledgedRatingsAreStoredExactlyOnce() {
    List<History.Event> events = history.events();
    Set<String> invoked = ids(events, History.Kind.INVOKE);
    Set<String> acknowledged = ids(events, History.Kind.OK);
    Cluster.Sql sql = cluster.feedbackSql();
    List<String> stored = sql.rows("SELECT id::text FROM rating", row -> row.getString(1));
    List<String> logged = logged(sql);

    assertThat(stored).as("stored once").doesNotHaveDuplicates();
    assertThat(missing(acknowledged, stored)).as("acknowledged and not stored").isEmpty();
    assertThat(missing(stored, invoked)).as("stored and never sent").isEmpty();
    assertThat(logged).as("in the log once").doesNotHaveDuplicates();
    assertThat(new HashSet<>(logged)).as("in the log").isEqualTo(new HashSet<>(stored));
  }

  /// Also those of a repetition, which tell what the first try did.
  void receiptsAreThoseOfTheStoredRatings() {
    Map<String, Instant> received = new HashMap<>();
    cluster
        .feedbackSql()
        .rows(
            "SELECT id::text, received_at FROM rating WHERE received_at IS NOT NULL",
            row -> Map.entry(row.getString(1), row.getTimestamp(2).toInstant()))
        .forEach(row -> received.put(row.getKey(), row.getValue()));
    Map<String, String> positions = positions(cluster.feedbackSql());
    List<String> wrong = new ArrayList<>();
    for (History.Event event : history.events()) {
      if (event.kind() != History.Kind.OK) {
        continue;
      }
      Instant told = Instant.parse(event.receivedAt());
      Instant stored = received.getOrDefault(event.id(), told);
      // The database keeps microseconds.
      boolean sameTime = Duration.between(told, stored).abs().compareTo(Duration.ofMillis(1)) < 0;
      if (!sameTime || !includes(event, positions.getOrDefault(event.id(), ""))) {
        wrong.add(event + " is stored at " + stored + ", " + positions.get(event.id()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// A first receipt names the row of the rating, that of a repetition one that is not before it.
  private static boolean includes(History.Event receipt, String position) {
    if (!receipt.duplicate()) {
      return receipt.told().equals(position);
    }
    return partition(receipt.told()) == partition(position)
        && offset(receipt.told()) >= offset(position);
  }

  void offsetsAreContiguous() {
    Cluster.Sql sql = cluster.feedbackSql();
    assertThat(
            sql.rows(
                """
                SELECT h.log_partition, h.next, count(l.log_offset), coalesce(min(l.log_offset), 0), coalesce(max(l.log_offset), -1)
                FROM log_head h
                LEFT JOIN rating_log l USING (log_partition)
                GROUP BY h.log_partition, h.next
                """,
                row ->
                    row.getLong(2) == row.getLong(3)
                        && row.getLong(4) == 0
                        && row.getLong(5) == row.getLong(2) - 1))
        .isNotEmpty()
        .doesNotContain(false);
  }

  /// Exact also while ratings come in: both sides say up to where they count.
  void talliesEqualTheRecount() {
    for (Replica replica : cluster.aggregation()) {
      long before = scores();
      HttpResponse<String> answer = HttpCaller.get(replica.management("/verify"));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonObject verified = JsonParser.parseString(answer.body()).getAsJsonObject();
      assertThat(verified.get("agrees").getAsBoolean()).as(answer.body()).isTrue();
      assertThat(verified.get("ratings").getAsLong())
          .as("answers with a score, counted by SQL")
          .isBetween(before, scores());
    }
  }

  private long scores() {
    return cluster
        .feedbackSql()
        .number(
            """
            SELECT (SELECT count(*) FROM rating WHERE score IS NOT NULL)
              + (SELECT count(*) FROM rating_answer WHERE score IS NOT NULL)
            """);
  }

  /// Waits until all that is in the log is folded.
  void awaitFolded() {
    await("the log to be folded")
        .atMost(CAUGHT_UP_MAX)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> heads().equals(checkpoints()));
  }

  void everyTransitionWasToldWithOneId() {
    Cluster.Sql sql = cluster.aggregationSql();
    await("notifications to be delivered")
        .atMost(CAUGHT_UP_MAX)
        .until(() -> sql.number("SELECT count(*) FROM notification WHERE state = 'QUEUED'") == 0);
    assertThat(
            sql.rows(
                """
                SELECT t.id
                FROM transition t
                WHERE NOT EXISTS (SELECT FROM notification n WHERE n.transition_id = t.id)
                  AND NOT EXISTS (SELECT FROM withheld w WHERE w.transition_id = t.id)
                """,
                row -> row.getString(1)))
        .as("transitions that nobody was to hear of, without a reason")
        .isEmpty();
    Map<String, Set<String>> bodies =
        cluster.receiver().calls().stream()
            .collect(
                Collectors.groupingBy(
                    Receiver.Call::webhookId,
                    Collectors.mapping(Receiver.Call::body, Collectors.toSet())));
    Set<String> queued =
        new HashSet<>(sql.rows("SELECT id::text FROM notification", row -> row.getString(1)));
    assertThat(bodies.keySet()).as("ids that the receiver saw").isEqualTo(queued);
    assertThat(bodies.values()).as("one text for each id").allMatch(texts -> texts.size() == 1);
    assertThat(sql.number("SELECT count(*) FROM notification WHERE state <> 'DELIVERED'")).isZero();
  }

  private Map<Integer, Long> heads() {
    return offsets(cluster.feedbackSql(), "SELECT log_partition, next - 1 FROM log_head");
  }

  private Map<Integer, Long> checkpoints() {
    return offsets(cluster.aggregationSql(), "SELECT log_partition, log_offset FROM checkpoint");
  }

  private static Map<Integer, Long> offsets(Cluster.Sql sql, String query) {
    Map<Integer, Long> offsets = new HashMap<>();
    sql.rows(query, row -> Map.entry(row.getInt(1), row.getLong(2)))
        .forEach(row -> offsets.put(row.getKey(), row.getValue()));
    return offsets;
  }

  private static List<String> logged(Cluster.Sql sql) {
    List<String> logged = new ArrayList<>();
    for (LogFacts facts : facts(sql).values()) {
      facts.getEntriesList().stream()
          .filter(LogEntry::hasSubmitted)
          .map(entry -> uuid(entry.getSubmitted().getFacts().getRatingId()))
          .forEach(logged::add);
    }
    return logged;
  }

  private static Map<String, String> positions(Cluster.Sql sql) {
    Map<String, String> positions = new HashMap<>();
    facts(sql)
        .forEach((position, facts) ->
            facts.getEntriesList().stream()
                .filter(LogEntry::hasSubmitted)
                .forEach(entry ->
                    positions.put(uuid(entry.getSubmitted().getFacts().getRatingId()), position)));
    return positions;
  }

  private static Map<String, LogFacts> facts(Cluster.Sql sql) {
    Map<String, LogFacts> rows = new HashMap<>();
    sql.rows(
            "SELECT log_partition || ':' || log_offset, facts FROM rating_log",
            row -> Map.entry(row.getString(1), parsed(row.getBytes(2))))
        .forEach(row -> rows.put(row.getKey(), row.getValue()));
    return rows;
  }

  private static LogFacts parsed(byte[] facts) {
    try {
      return LogFacts.parseFrom(facts);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a row of the log cannot be read", e);
    }
  }

  private static String uuid(ByteString bytes) {
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new UUID(buffer.getLong(), buffer.getLong()).toString();
  }

  private static Set<String> ids(List<History.Event> events, History.Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .map(History.Event::id)
        .collect(Collectors.toSet());
  }

  private static List<String> missing(Iterable<String> wanted, java.util.Collection<String> from) {
    Set<String> there = new HashSet<>(from);
    List<String> missing = new ArrayList<>();
    wanted.forEach(id -> {
      if (!there.contains(id)) {
        missing.add(id);
      }
    });
    return missing;
  }

  private static int partition(String position) {
    return position.isEmpty() ? -1 : Integer.parseInt(position.substring(0, position.indexOf(':')));
  }

  private static long offset(String position) {
    return Long.parseLong(position.substring(position.indexOf(':') + 1));
  }
}
