package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.Signal;
import org.onthaal.aggregation.tail.TailResponses;
import org.onthaal.v1.LogBatch;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.TailResponse;

/// Whatever stands in a log row, the fold goes on: each entry is counted, or put aside with a
/// reason and bytes from which it can be read again.
class LogRowFuzzTest {
  private static final Folded.Known KNOWN =
      new Folded.Known(Map.of("town", ZoneId.of("Europe/Brussels")), Set.of());

  @FuzzTest
  void everyEntryIsCountedOrPutAside(byte[] row) throws InvalidProtocolBufferException {
    LogFacts facts;
    try {
      facts = LogFacts.parseFrom(row);
    } catch (InvalidProtocolBufferException _) {
      return; // gRPC refuses it before this service sees it
    }
    Signal.Batch batch = batch(facts);

    Folded folded = Fold.fold(KNOWN, List.of(batch));

    assertThat(batch.entries()).hasSize(facts.getEntriesCount());
    folded.deltas().forEach(LogRowFuzzTest::fitsTheDatabase);
    folded.choices().keySet().forEach(LogRowFuzzTest::fitsTheDatabase);
    for (Folded.Impossible impossible : folded.impossible()) {
      LogFacts alone = LogFacts.parseFrom(impossible.bytes().get());
      assertThat(impossible.reason()).isNotBlank();
      assertThat(alone.getEntriesCount()).isOne();
      assertThat(Fold.fold(KNOWN, List.of(batch(alone))).impossible())
          .as("read again on its own")
          .extracting(Folded.Impossible::reason)
          .isSubsetOf(impossible.reason(), unknown(alone));
    }
  }

  // An administration may have become known by an entry before.
  private static String unknown(LogFacts alone) {
    return batch(alone).entries().getFirst().entry() instanceof Entry.Undecodable(String reason)
        ? reason
        : "";
  }

  private static void fitsTheDatabase(WindowKey window, Tally tally) {
    long day =
        window.length() == WindowKey.Length.DAY
            ? window.start()
            : Math.floorDiv(window.start(), 86_400L);
    assertThat(LocalDate.ofEpochDay(day).getYear()).isBetween(0, 10_000);
    fitsAnIndex(window.cell().place(), window.cell().question());
    assertThat(tally).isNotNull();
  }

  private static void fitsTheDatabase(ChoiceDay day) {
    assertThat(LocalDate.ofEpochDay(day.day()).getYear()).isBetween(0, 10_000);
    fitsAnIndex(day.cell().place(), day.cell().question() + day.cell().choice());
  }

  private static void fitsAnIndex(Place place, String codes) {
    String key =
        place.administration()
            + place.service()
            + place.touchpoint()
            + place.channel()
            + place.language()
            + codes;
    assertThat(key).doesNotContain("\0");
    // What an index of PostgreSQL holds (nbtree: a third of a page).
    assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_600);
  }

  private static Signal.Batch batch(LogFacts facts) {
    Optional<Signal> signal =
        TailResponses.read(
            TailResponse.newBuilder()
                .setBatch(
                    LogBatch.newBuilder()
                        .setAppendedAt(Timestamp.newBuilder().setSeconds(1_772_712_000))
                        .setFacts(facts))
                .build());
    return (Signal.Batch) signal.orElseThrow();
  }
}
