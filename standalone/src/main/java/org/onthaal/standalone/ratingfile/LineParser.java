package org.onthaal.standalone.ratingfile;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;

/// Turns records into [RatingLine]s; everything that is wrong with a record is said at once.
final class LineParser {
  /// Code points. The server takes 4,000 and cuts an import there; more than this would not fit the
  /// message of a door, so the rest is left out here. Deterministic, so a second import is the
  /// same.
  private static final int COMMENT_SENT_MAX = 8_000;

  private static final int CODE_MAX = 100;

  /// What a server says of a rating from elsewhere; an import repeats nothing of it.
  private static final Set<String> ORIGINS = Set.of("", "LIVE", "IMPORT");

  private static final Set<String> FLAGS = Set.of("", "LATE", "CLOCK");

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Columns columns;
  private final String namespace;

  LineParser(Columns columns, String namespace) {
    this.columns = columns;
    this.namespace = namespace;
  }

  RatingLine parse(CsvRecord raw) {
    if (raw.isBroken()) {
      return bad(raw, List.of(raw.fault()));
    }
    if (raw.fields().size() != columns.width()) {
      String sizes = raw.fields().size() + " fields (expected: " + columns.width();
      return bad(raw, List.of(sizes + ", as in the header)"));
    }
    return new Fields(raw).line();
  }

  private RatingLine bad(CsvRecord raw, List<String> reasons) {
    return new RatingLine.Bad(raw, ownId(raw).orElseGet(() -> idOfAnyTime(raw)), "", reasons);
  }

  /// The id of a record that could not be split as its header is, where it still stands in its
  /// place: with another one, the record could count twice.
  private Optional<String> ownId(CsvRecord raw) {
    int place = columns.place(Column.ID);
    return place < 0 || place >= raw.fields().size()
        ? Optional.empty()
        : Optional.of(raw.fields().get(place).strip())
            .filter(text -> UUID_FORM.matcher(text).matches());
  }

  private String idOfAnyTime(CsvRecord raw) {
    return RecordId.of(RecordId.EARLIEST, namespace, raw.number()).toString();
  }

  /// The fields of one record, with the faults found so far.
  private final class Fields {
    private final CsvRecord raw;
    private final List<String> faults = new ArrayList<>();

    Fields(CsvRecord raw) {
      this.raw = raw;
    }

    RatingLine line() {
      Instant ratedAt = ratedAt();
      String given = text(Column.ID).strip();
      boolean made = given.isEmpty();
      String id = made ? RecordId.of(ratedAt, namespace, raw.number()).toString() : given;
      var good =
          new RatingLine.Good(
              raw,
              id,
              made ? idOfAnyTime(raw) : given,
              ratedAt,
              place(),
              channel(),
              metric(),
              score(),
              texts(),
              survey());
      origin();
      flags();
      return faults.isEmpty() ? good : RatingLine.Bad.of(good, faults);
    }

    private Instant ratedAt() {
      String text = text(Column.RATED_AT).strip();
      try {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() >= 1 && time.getYear() <= 9999) {
          return time.toInstant();
        }
      } catch (DateTimeException _) {
        // said below, together with the year that no timestamp can hold
      }
      wrong(Column.RATED_AT, text, "RFC 3339 with an offset, as 2025-03-30T14:05:00+02:00");
      return RecordId.EARLIEST;
    }

    private RatingLine.Place place() {
      String touchpoint = text(Column.TOUCHPOINT).strip();
      if (!touchpoint.isEmpty() && !touchpoint.matches("[a-z0-9-]{3,64}")) {
        wrong(Column.TOUCHPOINT, touchpoint, "3 to 64 of a-z, 0-9 and -");
      }
      return new RatingLine.Place(code(Column.ADMINISTRATION), code(Column.SERVICE), touchpoint);
    }

    private String code(Column column) {
      String code = text(column).strip();
      boolean printable =
          code.codePoints()
              .noneMatch(
                  c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
      if (code.isEmpty() || code.codePointCount(0, code.length()) > CODE_MAX || !printable) {
        wrong(column, code, "1 to " + CODE_MAX + " printable characters");
      }
      return code;
    }

    private Channel channel() {
      String text = text(Column.CHANNEL).strip().toUpperCase(Locale.ROOT);
      for (Channel channel : Channel.values()) {
        if (channel.name().equals(text) && channel != Channel.CHANNEL_UNSPECIFIED) {
          return channel;
        }
      }
      wrong(
          Column.CHANNEL,
          text,
          Arrays.stream(Channel.values())
              .skip(1)
              .map(Channel::name)
              .filter(name -> !name.equals("UNRECOGNIZED"))
              .collect(Collectors.joining(", ", "one of ", "")));
      return Channel.CHANNEL_UNSPECIFIED;
    }

    private Metric metric() {
      String text = text(Column.METRIC).strip().toUpperCase(Locale.ROOT);
      return switch (text) {
        case "", "CSAT" -> Metric.CSAT;
        case "NPS" -> Metric.NPS;
        case "CES" -> Metric.CES;
        case "THUMBS" -> Metric.THUMBS;
        default -> {
          wrong(Column.METRIC, text, "csat, nps, ces, thumbs, or empty for csat");
          yield Metric.METRIC_UNSPECIFIED;
        }
      };
    }

    private OptionalInt score() {
      String text = text(Column.SCORE).strip();
      if (text.isEmpty()) {
        return OptionalInt.empty();
      }
      if (text.matches("-?[0-9]{1,9}")) {
        return OptionalInt.of(Integer.parseInt(text));
      }
      wrong(Column.SCORE, text, "a whole number, or empty for \"don't know\"");
      return OptionalInt.empty();
    }

    private int survey() {
      String text = text(Column.SURVEY).strip();
      if (text.matches("[0-9]{0,6}")) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
      }
      wrong(Column.SURVEY, text, "the number of a version, or empty for the newest");
      return 0;
    }

    private void origin() {
      String text = text(Column.ORIGIN).strip();
      if (!ORIGINS.contains(text.toUpperCase(Locale.ROOT))) {
        wrong(Column.ORIGIN, text, "live, import or empty; it counts as imported anyway");
      }
    }

    // The time in the file is the corrected one, so that LATE and CLOCK have done their work. A
    // suspected rating counts nowhere, and would count everywhere once it were imported.
    private void flags() {
      String text = text(Column.FLAGS).strip();
      for (String flag : text.toUpperCase(Locale.ROOT).split(" +", -1)) {
        if (!FLAGS.contains(flag)) {
          wrong(Column.FLAGS, text, "late, clock or empty; others say that it does not count");
        }
      }
    }

    private RatingLine.Texts texts() {
      // A file from Windows has CRLF inside its quotes; a comment knows only newlines.
      String comment = text(Column.COMMENT).replace("\r\n", "\n");
      if (comment.codePointCount(0, comment.length()) > COMMENT_SENT_MAX) {
        comment = comment.substring(0, comment.offsetByCodePoints(0, COMMENT_SENT_MAX));
      }
      return new RatingLine.Texts(
          text(Column.LANGUAGE).strip(),
          comment,
          text(Column.QUESTION).strip(),
          text(Column.CONTACT).strip(),
          choices(),
          context());
    }

    private List<String> choices() {
      String text = text(Column.CHOICES).strip();
      if (!text.isEmpty() && !text(Column.SCORE).isBlank()) {
        wrong(Column.CHOICES, text, "empty beside a score");
      }
      return text.isEmpty() ? List.of() : List.of(text.split(" +", -1));
    }

    private Map<String, String> context() {
      String text = text(Column.CONTEXT).strip();
      Map<String, String> context = new TreeMap<>();
      for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
        Optional<String> key = decoded(pair.split("=", 2)[0]);
        Optional<String> value = decoded(pair.substring(pair.indexOf('=') + 1));
        if (pair.indexOf('=') < 1
            || key.isEmpty()
            || value.isEmpty()
            || context.put(key.get(), value.get()) != null) {
          wrong(Column.CONTEXT, text, "as in a query, each key once: page=%2Fparking&plan=b");
        }
      }
      return context;
    }

    private static Optional<String> decoded(String text) {
      try {
        return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    private String text(Column column) {
      if (!columns.has(column)) {
        return "";
      }
      String bytes = raw.fields().get(columns.place(column));
      if (bytes.chars().allMatch(c -> c < 0x80)) {
        return bytes;
      }
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
            .toString();
      } catch (CharacterCodingException _) {
        faults.add(column.title() + ": holds bytes that are not text (expected: UTF-8)");
        return "";
      }
    }

    private void wrong(Column column, String value, String expected) {
      String start = column.title() + ": ";
      if (faults.stream().noneMatch(fault -> fault.startsWith(start))) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        String what = value.isEmpty() ? "is empty" : "'" + shown.replace("\n", "⏎") + "'";
        faults.add(start + what + " (expected: " + expected + ")");
      }
    }
  }
}
