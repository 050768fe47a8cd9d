package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.fold.AsOf;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.fold.choice.ChoiceQuery;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Comment;
import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.ListCommentsResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Violation;

class CommentReportTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  private static final Suppression TEN = new Suppression(10);
  private static final Map<String, List<String>> MARCH =
      Map.of("from", List.of("2026-03-10"), "to", List.of("2026-03-12"));

  private final List<ListCommentsRequest> asked = new ArrayList<>();
  private ListCommentsResponse stored = ListCommentsResponse.getDefaultInstance();
  private List<WindowTally> counts = List.of();

  @Test
  void everythingIsHandedOnWhereNothingIsHidden() throws Exception {
    stored =
        page(comment("2026-03-10T08:15:00Z", Channel.WEB, 1)).toBuilder()
            .setNextPageToken("next")
            .build();
    Map<String, List<String>> wanted = new HashMap<>(MARCH);
    wanted.put("zone", List.of("Europe/London"));
    wanted.put("administration", List.of("senne"));
    wanted.put("service", List.of("permits"));
    wanted.put("touchpoint", List.of("desk"));
    wanted.put("channel", List.of("web"));
    wanted.put("language", List.of("fr"));
    wanted.put("score", List.of("1", "10"));
    wanted.put("search", List.of("file %"));
    wanted.put("includeSuspected", List.of("true"));
    wanted.put("pageSize", List.of("7"));
    wanted.put("pageToken", List.of("before"));

    assertThat(list(Suppression.OFF, wanted)).isEqualTo(stored);
    assertThat(asked)
        .containsExactly(
            ListCommentsRequest.newBuilder()
                .addAdministrations("senne")
                .addServices("permits")
                .addTouchpoints("desk")
                .addChannels(Channel.WEB)
                .addLanguages("fr")
                .addScores(1)
                .addScores(10)
                .setSearch("file %")
                .setIncludeSuspected(true)
                .setPageSize(7)
                .setPageToken("before")
                .setFrom(Timestamps.parse("2026-03-10T00:00:00Z"))
                .setTo(Timestamps.parse("2026-03-12T00:00:00Z"))
                .build());
  }

  @Test
  void onlyWhatEnoughPeopleShareIsToldWithItsMonth() throws Exception {
    stored =
        page(
            comment("2026-03-10T08:15:00Z", Channel.WEB, 1),
            comment("2026-03-10T08:14:00Z", Channel.WEB, 2),
            comment("2026-03-10T08:13:00Z", Channel.PHONE, 1));
    counts = List.of(cell("2026-03-01", Channel.WEB, Tally.of(Metric.CSAT, 10, 9, 0, 0, 500)));

    ListCommentsResponse told = list(TEN, MARCH);

    assertThat(told.getCommentsList())
        .containsExactly(
            comment("2026-03-10T08:15:00Z", Channel.WEB, 1).toBuilder()
                .clearRatedAt()
                .setMonth("2026-03")
                .build());
    assertThat(told.getWithheld()).isTrue();
  }

  @Test
  void narrowerRangeAndOtherZoneAskForTheSameWholeMonths() throws Exception {
    list(TEN, MARCH);
    list(
        TEN,
        Map.of(
            "from", List.of("2026-03-31T22:30:00Z"),
            "to", List.of("2026-03-31T22:31:00Z"),
            "zone", List.of("Asia/Tokyo")));

    assertThat(asked)
        .extracting(
            request -> Timestamps.toString(request.getFrom()),
            request -> Timestamps.toString(request.getTo()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
            org.assertj.core.groups.Tuple.tuple("2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"));
  }

  @Test
  void commentIsToldOrWithheldWhateverTheFiltersAre() throws Exception {
    stored = page(comment("2026-03-10T08:15:00Z", Channel.WEB, 1));
    counts = List.of(cell("2026-03-01", Channel.WEB, Tally.of(Metric.CSAT, 9, 0, 0, 0, 900)));
    Map<String, List<String>> narrow = new HashMap<>(MARCH);
    narrow.put("channel", List.of("WEB"));
    narrow.put("score", List.of("1"));

    for (Map<String, List<String>> filters : List.of(MARCH, narrow)) {
      ListCommentsResponse told = list(TEN, filters);
      assertThat(told.getCommentsList()).isEmpty();
      assertThat(told.getWithheld()).isTrue();
    }
  }

  @Test
  void placeWhereTheSearchEndedIsToldAsItsMonth() throws Exception {
    stored =
        ListCommentsResponse.newBuilder()
            .setSearchedTo(Timestamps.parse("2026-03-10T08:15:00Z"))
            .setNextPageToken("sealed")
            .build();

    ListCommentsResponse told = list(TEN, MARCH);

    assertThat(Timestamps.toString(told.getSearchedTo())).isEqualTo("2026-02-28T23:00:00Z");
    assertThat(told.getWithheld()).isFalse();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Map<String, List<String>> wrong = new HashMap<>();
    wrong.put("from", List.of("then"));
    wrong.put("channel", List.of("PIGEON"));
    wrong.put("score", List.of("11"));
    wrong.put("includeSuspected", List.of("perhaps"));
    wrong.put("pageSize", List.of("0"));
    wrong.put("search", List.of("a", "b"));
    wrong.put("by", List.of("channel"));

    RefusedException refusal =
        catchThrowableOfType(RefusedException.class, () -> list(Suppression.OFF, wrong));

    assertThat(refusal.problem().getViolationsList())
        .extracting(violation -> violation.getField() + " " + violation.getReason())
        .containsExactlyInAnyOrder(
            "from RANGE_INVALID",
            "to MISSING",
            "channel INVALID",
            "score SCORE_OUT_OF_RANGE",
            "includeSuspected INVALID",
            "pageSize INVALID",
            "search INVALID",
            "by UNKNOWN_PARAMETER");
    assertThat(asked).isEmpty();
  }

  @Test
  void refusalOfTheOtherServiceIsToldInTheWordsOfTheQuery() {
    Problem told =
        CommentParameters.told(
            Problem.newBuilder()
                .setReason(Reason.VIOLATIONS)
                .addViolations(Violation.newBuilder().setField("scores"))
                .addViolations(Violation.newBuilder().setField("pageToken"))
                .build());

    assertThat(told.getViolationsList())
        .extracting(Violation::getField)
        .containsExactly("score", "pageToken");
  }

  private ListCommentsResponse list(Suppression suppression, Map<String, List<String>> parameters)
      throws RefusedException {
    Admission admission =
        new Admission(new Admission.Limits(1, 1, 1, Duration.ofMillis(1)), () -> Long.MAX_VALUE);
    return new CommentReport(new Source(), new Counts(), ZONE, 1_000, suppression, admission)
        .list(CommentParameters.of(parameters));
  }

  private static ListCommentsResponse page(Comment... comments) {
    return ListCommentsResponse.newBuilder().addAllComments(List.of(comments)).build();
  }

  private static Comment comment(String ratedAt, Channel channel, int score) throws ParseException {
    return Comment.newBuilder()
        .setText("so so")
        .setRatedAt(Timestamps.parse(ratedAt))
        .setAdministration("senne")
        .setService("permits")
        .setTouchpoint("desk")
        .setChannel(channel)
        .setLanguage("fr")
        .setQuestion("overall")
        .setMetric(org.onthaal.v1.Metric.CSAT)
        .setScore(score)
        .build();
  }

  private static WindowTally cell(String month, Channel channel, Tally tally) {
    Instant start = java.time.LocalDate.parse(month).atStartOfDay(ZONE).toInstant();
    Map<Dimension, String> group =
        Map.of(
            Dimension.ADMINISTRATION, "senne",
            Dimension.SERVICE, "permits",
            Dimension.TOUCHPOINT, "desk",
            Dimension.CHANNEL, channel.name(),
            Dimension.LANGUAGE, "fr",
            Dimension.QUESTION, "overall");
    return new WindowTally(0, start, start, group, Metric.CSAT, tally, true);
  }

  /// The other service, with what it has.
  private final class Source implements CommentSource {
    @Override
    public ListCommentsResponse list(ListCommentsRequest request) {
      asked.add(request);
      return stored;
    }

    @Override
    public void close() {}
  }

  /// Counts that are asked for by whole months of one zone.
  private final class Counts implements TallyStore, TallyStore.Reader {
    @Override
    public List<WindowTally> read(TallyQuery query, Map<Integer, Long> since, int rowsMax) {
      Windows windows = query.windows();
      assertThat(windows.zone()).isEqualTo(ZONE);
      assertThat(windows.from().atZone(ZONE).getDayOfMonth()).isEqualTo(1);
      assertThat(windows.to().atZone(ZONE).getDayOfMonth()).isEqualTo(1);
      assertThat(query.suspected()).isFalse();
      return counts;
    }

    @Override
    public <T> T snapshot(Function<Reader, T> reads) {
      return reads.apply(this);
    }

    @Override
    public List<WindowTally> read(TallyQuery query) {
      throw new UnsupportedOperationException("one snapshot is asked");
    }

    @Override
    public List<WindowTally> read(FoldTransaction transaction, TallyQuery query) {
      throw new UnsupportedOperationException("one snapshot is asked");
    }

    @Override
    public Choices choices(ChoiceQuery query) {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public AsOf asOf() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public List<AdministrationFacts> catalogue() {
      throw new UnsupportedOperationException("nobody asks");
    }
  }
}
