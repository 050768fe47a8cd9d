package org.onthaal.feedback.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.feedback.comment.Comment.CommentCursor;
import org.onthaal.feedback.comment.Comment.CommentPlace;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Metric;

class NewestFirstTest {
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

  private final Random random = new Random(20261127);
  private long read;

  @ParameterizedTest(name = "{0} places, {1} comments")
  @CsvSource({"1, 0", "1, 5000", "7, 5000", "300, 5000", "300, 17"})
  void placesAreToldAsOneRowWithoutLossOrRepetition(int places, int comments) {
    List<CommentPlace> known = IntStream.range(0, places).mapToObj(this::place).toList();
    List<Comment> stored =
        Stream.generate(() -> comment(known)).limit(comments).sorted(Comment.NEWEST_FIRST).toList();
    CommentCursor end = CommentCursor.before(START);

    List<Comment> told = told(new NewestFirst(source(stored), known, end, 26));

    assertThat(told)
        .isEqualTo(stored.stream().filter(c -> c.cursor().ratedAt().isBefore(START)).toList());
    assertThat(read).isLessThanOrEqualTo(comments);
  }

  @ParameterizedTest(name = "{0} places")
  @CsvSource({"1, 128", "20, 2600", "500, 8500"})
  void firstPageReadsLittleMoreThanItTells(int places, int rowsMax) {
    List<CommentPlace> known = IntStream.range(0, places).mapToObj(this::place).toList();
    List<Comment> stored =
        Stream.generate(() -> comment(known)).limit(50_000).sorted(Comment.NEWEST_FIRST).toList();
    NewestFirst row = new NewestFirst(source(stored), known, CommentCursor.before(START), 51);

    for (int i = 0; i < 51; i++) {
      assertThat(row.next()).isPresent();
    }

    assertThat(read).isLessThanOrEqualTo(rowsMax);
  }

  private NewestFirst.Source source(List<Comment> stored) {
    Map<CommentPlace, List<Comment>> byPlace =
        stored.stream().collect(Collectors.groupingBy(Comment::place));
    return (places, cursor, rows) -> {
      Function<CommentPlace, Stream<Comment>> newest =
          place ->
              byPlace.getOrDefault(place, List.of()).stream()
                  .filter(c -> CommentCursor.NEWEST_FIRST.compare(cursor, c.cursor()) < 0)
                  .limit(rows);
      List<Comment> found = places.stream().flatMap(newest).sorted(Comment.NEWEST_FIRST).toList();
      read += found.size();
      return found;
    };
  }

  private static List<Comment> told(NewestFirst row) {
    List<Comment> told = new ArrayList<>();
    for (Optional<Comment> next = row.next(); next.isPresent(); next = row.next()) {
      told.add(next.get());
    }
    return told;
  }

  private CommentPlace place(int number) {
    return new CommentPlace(number, "commune", "permits", "place-" + number);
  }

  /// Many share a second, so that the id decides; some lie after the end.
  private Comment comment(List<CommentPlace> places) {
    return new Comment(
        new CommentCursor(
            START.plusSeconds(5 - random.nextInt(500)),
            new UUID(random.nextLong(), random.nextLong())),
        places.get(random.nextInt(places.size())),
        Channel.WEB,
        Optional.empty(),
        Set.of(),
        "overall",
        Metric.CSAT,
        OptionalInt.of(4),
        "fine");
  }
}
