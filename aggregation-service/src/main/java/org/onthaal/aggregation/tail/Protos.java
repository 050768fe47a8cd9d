package org.onthaal.aggregation.tail;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.Administration;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Flag;
import org.onthaal.v1.LogBatch;
import org.onthaal.v1.LogEntry;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.Origin;
import org.onthaal.v1.RecountCell;
import org.onthaal.v1.RecountChoice;
import org.onthaal.v1.TailResponse;

/// The log's messages as this service's values. What does not fit becomes [Entry.Undecodable] with
/// the reason.
final class Protos {
  // google.protobuf.Timestamp: from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
  private static final long SECONDS_MIN = -62_135_596_800L;
  private static final long SECONDS_MAX = 253_402_300_799L;
  private static final int NANOS_MAX = 999_999_999;

  /// Bytes. Codes have at most 100 characters; six of these still fit an index of the database,
  /// which would refuse the whole batch.
  private static final int CODE_BYTES_MAX = 400;

  private Protos() {}

  static Optional<Signal> signal(TailResponse response) {
    return switch (response.getItemCase()) {
      case BATCH -> Optional.of(batch(response.getBatch()));
      case CAUGHT_UP ->
          Optional.of(
              new Signal.CaughtUp(
                  response.getCaughtUp().getPartition(),
                  response.getCaughtUp().getOffset(),
                  ofServer(response.getCaughtUp().getAt(), "caught_up")));
      // A newer server may say more than this version understands; a batch it may not hide.
      case ITEM_NOT_SET -> Optional.empty();
    };
  }

  private static Signal.Batch batch(LogBatch batch) {
    if (!batch.getUnreadable().isEmpty()) {
      byte[] bytes = batch.getUnreadable().toByteArray();
      return new Signal.Batch(
          batch.getPartition(),
          batch.getOffset(),
          instant(batch.getAppendedAt()),
          List.of(
              new Signal.Logged(
                  new Entry.Undecodable("a log row whose bytes cannot be read"), () -> bytes)));
    }
    LogFacts facts = batch.getFacts();
    List<Signal.Logged> entries = new ArrayList<>(facts.getEntriesCount());
    List<Place> places = facts.getPlacesList().stream().map(Protos::place).toList();
    for (LogEntry entry : facts.getEntriesList()) {
      entries.add(new Signal.Logged(entry(places, entry), () -> alone(facts, entry).toByteArray()));
    }
    return new Signal.Batch(
        batch.getPartition(),
        batch.getOffset(),
        ofServer(batch.getAppendedAt(), "appended_at of offset " + batch.getOffset()),
        entries);
  }

  /// An entry that can be read without its neighbours.
  private static LogFacts alone(LogFacts facts, LogEntry entry) {
    return LogFacts.newBuilder().addAllPlaces(facts.getPlacesList()).addEntries(entry).build();
  }

  private static Entry entry(List<Place> places, LogEntry entry) {
    try {
      return switch (entry.getEntryCase()) {
        case SUBMITTED -> new Entry.Submitted(facts(places, entry.getSubmitted().getFacts()));
        case AMENDED ->
            new Entry.Amended(
                facts(places, entry.getAmended().getBefore()),
                facts(places, entry.getAmended().getAfter()));
        case ERASED -> new Entry.Erased(facts(places, entry.getErased().getBefore()));
        case REFLAGGED ->
            new Entry.Reflagged(
                facts(places, entry.getReflagged().getBefore()),
                facts(places, entry.getReflagged().getAfter()));
        case CATALOGUE_CHANGED ->
            new Entry.CatalogueChanged(
                administration(entry.getCatalogueChanged().getAdministration()));
        case ENTRY_NOT_SET -> new Entry.Undecodable("an entry of a kind that is not known here");
      };
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return new Entry.Undecodable(String.valueOf(e.getMessage()));
    }
  }

  private static Place place(org.onthaal.v1.Place place) {
    return new Place(
        place.getAdministration(),
        place.getService(),
        place.getTouchpoint(),
        place.getChannel() == Channel.UNRECOGNIZED ? "" : place.getChannel().name(),
        place.getLanguage());
  }

  private static RatingFacts facts(List<Place> places, org.onthaal.v1.RatingFacts facts) {
    if (facts.getPlace() < 0 || facts.getPlace() >= places.size()) {
      throw new IllegalArgumentException(
          "place: %s (expected: below %d)"
              .formatted(Integer.toUnsignedString(facts.getPlace()), places.size()));
    }
    Place place = places.get(facts.getPlace());
    if (place.administration().isEmpty() || place.service().isEmpty()) {
      throw new IllegalArgumentException("place: without administration or service");
    }
    List.of(place.administration(), place.service(), place.touchpoint(), place.language())
        .forEach(Protos::code);
    if (place.channel().isEmpty() || place.channel().equals(Channel.CHANNEL_UNSPECIFIED.name())) {
      throw new IllegalArgumentException("place: a channel that is not known here");
    }
    if (!facts.hasRatedAt() || !facts.hasReceivedAt()) {
      throw new IllegalArgumentException("rated_at, received_at: missing");
    }
    mustBeStorable(facts.getRatedAt());
    mustBeStorable(facts.getReceivedAt());
    mustBeStorable(place.administration(), place.service(), place.touchpoint(), place.language());
    facts
        .getAnswersList()
        .forEach(answer -> {
          mustBeStorable(answer.getQuestion());
          answer.getChoices().getCodesList().forEach(Protos::code);
        });
    return new RatingFacts(
        place,
        instant(facts.getRatedAt()),
        instant(facts.getReceivedAt()),
        facts.getOrigin() == Origin.IMPORT,
        facts.getFlagsList().contains(Flag.SUSPECTED)
            || facts.getFlagsList().contains(Flag.OVER_BURST),
        facts.getAnswersList().stream()
            .filter(answer -> !answer.hasChoices())
            .map(Protos::answer)
            .toList(),
        facts.getAnswersList().stream()
            .filter(org.onthaal.v1.Answer::hasChoices)
            .map(Protos::chosen)
            .toList());
  }

  // What a database refuses must be found here: found there, it would stop the fold for good.
  private static void mustBeStorable(String... texts) {
    for (String text : texts) {
      // PostgreSQL 18, 8.3 "Character Types": the code zero cannot be stored.
      if (text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("a text with the character zero");
      }
    }
  }

  private static void mustBeStorable(Timestamp time) {
    // The contract's own range: the years 1 to 9999.
    if (time.getSeconds() < -62_135_596_800L || time.getSeconds() > 253_402_300_799L) {
      throw new IllegalArgumentException("a time outside the years 1 to 9999");
    }
  }

  private static Answer answer(org.onthaal.v1.Answer answer) {
    OptionalInt score =
        switch (answer.getValueCase()) {
          case SCORE -> OptionalInt.of(answer.getScore());
          case DONT_KNOW -> OptionalInt.empty();
          case CHOICES, VALUE_NOT_SET ->
              throw new IllegalArgumentException("answer: neither a score nor a don't-know");
        };
    return new Answer(code(answer.getQuestion()), metric(answer.getMetric()), score);
  }

  /// An empty code would stand for any choice.
  private static Chosen chosen(org.onthaal.v1.Answer answer) {
    List<String> codes = answer.getChoices().getCodesList();
    if (codes.isEmpty() || codes.contains("") || codes.stream().distinct().count() < codes.size()) {
      throw new IllegalArgumentException(
          "choices: %s (expected: at least one code, each once)".formatted(codes));
    }
    return new Chosen(code(answer.getQuestion()), codes);
  }

  private static Metric metric(org.onthaal.v1.Metric metric) {
    return switch (metric) {
      case CSAT -> Metric.CSAT;
      case NPS -> Metric.NPS;
      case CES -> Metric.CES;
      case THUMBS -> Metric.THUMBS;
      case METRIC_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("metric: one that is not known here");
    };
  }

  private static AdministrationFacts administration(Administration administration) {
    if (administration.getCode().isEmpty()) {
      throw new IllegalArgumentException("administration: without a code");
    }
    return new AdministrationFacts(
        code(administration.getCode()),
        ZoneId.of(administration.getZone()),
        names(administration.getNamesMap()),
        administration.getServicesList().stream().map(Protos::service).toList());
  }

  private static AdministrationFacts.Service service(org.onthaal.v1.Service service) {
    return new AdministrationFacts.Service(
        code(service.getCode()),
        names(service.getNamesMap()),
        service.getTouchpointsList().stream()
            .map(touchpoint ->
                new AdministrationFacts.Touchpoint(
                    code(touchpoint.getKey()),
                    names(touchpoint.getNamesMap()),
                    touchpoint.getRetired()))
            .toList(),
        service.getOpeningHoursList().stream()
            .map(hours ->
                new AdministrationFacts.OpeningHours(
                    hours.getWeekday(),
                    LocalTime.parse(hours.getOpens()),
                    hours.getCloses().equals("24:00")
                        ? Optional.empty()
                        : Optional.of(LocalTime.parse(hours.getCloses()))))
            .toList());
  }

  static RecountedCell cell(RecountCell cell) {
    long[] counts = cell.getCountsList().stream().mapToLong(Long::longValue).toArray();
    RecountedCell.Length length =
        switch (cell.getStartCase()) {
          case MINUTE -> RecountedCell.Length.MINUTE;
          case HOUR -> RecountedCell.Length.HOUR;
          case DAY -> RecountedCell.Length.DAY;
          case START_NOT_SET -> throw new IllegalArgumentException("start: missing");
        };
    long start =
        switch (length) {
          case MINUTE -> cell.getMinute().getSeconds();
          case HOUR -> cell.getHour().getSeconds();
          case DAY -> LocalDate.parse(cell.getDay()).toEpochDay();
        };
    return new RecountedCell(
        place(cell.getPlace()),
        cell.getQuestion(),
        metric(cell.getMetric()),
        cell.getSuspected(),
        cell.getImported(),
        length,
        start,
        Tally.of(counts, cell.getDontKnow()),
        Optional.empty());
  }

  static RecountedCell chosen(RecountChoice choice) {
    return cell(choice.getCell()).of(choice.getChoice());
  }

  private static String code(String text) {
    if (text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > CODE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a code of %d characters (expected: at most %d bytes, without NUL)"
              .formatted(text.length(), CODE_BYTES_MAX));
    }
    return text;
  }

  private static Map<String, String> names(Map<String, String> names) {
    if (names.toString().indexOf('\0') >= 0) {
      throw new IllegalArgumentException("names: a NUL (expected: text that can be stored)");
    }
    return names;
  }

  /// A time that the log's own server wrote. Without it nobody knows how far the log was read.
  private static Instant ofServer(Timestamp timestamp, String what) {
    try {
      return instant(timestamp);
    } catch (IllegalArgumentException e) {
      throw new LogBrokenException(what + ": " + e.getMessage());
    }
  }

  private static Instant instant(Timestamp timestamp) {
    long seconds = timestamp.getSeconds();
    int nanos = timestamp.getNanos();
    if (seconds != Math.clamp(seconds, SECONDS_MIN, SECONDS_MAX)
        || nanos != Math.clamp(nanos, 0, NANOS_MAX)) {
      throw new IllegalArgumentException(
          "a time of %d s and %d ns (expected: the years 1 to 9999)".formatted(seconds, nanos));
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }
}
