package org.onthaal.standalone.ratingfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/// Any file is refused as a whole, or each of its records is a rating or has a reason, and what was
/// refused keeps its id when it is imported again.
class RatingFileFuzzTest {
  private static final Optional<String> SOURCE = Optional.of("a source");

  @TempDir private Path folder = Path.of("");

  @FuzzTest
  void everyRecordIsReadOrHasAReason(byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("ratings.csv"), content);
    List<RatingLine> lines = new ArrayList<>();
    RatingFile file;
    try {
      file = RatingFile.open(path, SOURCE, lines::add);
    } catch (FormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }

    List<RatingLine> again = new ArrayList<>();
    file.forEach(again::add);
    assertThat(again).isEqualTo(lines);
    assertThat(file.records()).isEqualTo(lines.size());
    lines.forEach(RatingFileFuzzTest::isComplete);
    rejectedFileKeepsIds(file, lines);
  }

  private static void isComplete(RatingLine line) {
    switch (line) {
      case RatingLine.Good good -> {
        assertThat(good.ratedAt())
            .isBetween(
                Instant.parse("0000-12-31T00:00:00Z"), Instant.parse("+10000-01-02T00:00:00Z"));
        assertThat(good.place().administration()).isNotBlank();
        assertThat(good.texts().comment().codePointCount(0, good.texts().comment().length()))
            .isLessThanOrEqualTo(8_000);
        if (good.hasMadeId()) {
          assertThat(UUID.fromString(good.id()).version()).isEqualTo(7);
        }
      }
      case RatingLine.Bad bad -> assertThat(bad.reasons()).isNotEmpty();
    }
  }

  private void rejectedFileKeepsIds(RatingFile file, List<RatingLine> lines) throws IOException {
    Path rejected = folder.resolve("ratings.csv.rejected.csv");
    new RejectedFile(rejected, file.columns()).write(lines);
    List<RatingLine> repaired = new ArrayList<>();

    RatingFile.open(rejected, Optional.of("another source"), repaired::add);

    assertThat(repaired).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      // A given id may be anything, also none; what was made for a record stays.
      if (lines.get(i) instanceof RatingLine.Good good && good.hasMadeId()) {
        assertThat(repaired.get(i).id()).isEqualTo(good.id());
      }
    }
  }
}
