package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.ScoreRow;

class ProtosTest {
  @Test
  void countsUseTheirWholeRange() throws Exception {
    Instant start = Instant.parse("2026-11-24T00:00:00Z");
    Tally tally = Tally.of(Metric.CSAT, 0, 0, 0, 1_000_000_000L, 3_000_000_000L);

    ScoreRow row =
        Protos.row(
            new WindowTally(0, start, start.plusSeconds(60), Map.of(), Metric.CSAT, tally, true),
            ZoneOffset.UTC,
            Optional.of(tally));

    assertThat(JsonFormat.printer().omittingInsignificantWhitespace().print(row))
        .contains(
            "\"n\":4000000000",
            "\"counts\":[0,0,0,1000000000,3000000000]",
            "\"previousN\":4000000000",
            "\"csatLow\":99.9999",
            "\"csatHigh\":100.0")
        .contains("\"mean\":4.75");
  }

  @Test
  void hiddenRowSaysWhichItIsAndNoMore() throws Exception {
    Instant start = Instant.parse("2026-11-24T00:00:00Z");
    Tally tally = Tally.of(new long[] {0, 0, 0, 0, 1, 2}, 3);

    ScoreRow row =
        Protos.suppressed(
            new WindowTally(
                0,
                start,
                start.plusSeconds(60),
                Map.of(Dimension.SERVICE, "permit"),
                Metric.CSAT,
                tally,
                true),
            ZoneOffset.UTC);

    assertThat(JsonFormat.printer().omittingInsignificantWhitespace().print(row))
        .isEqualTo(
            "{\"service\":\"permit\",\"start\":\"2026-11-24T00:00:00Z\",\"metric\":\"CSAT\","
                + "\"suppressed\":true}");
  }
}
