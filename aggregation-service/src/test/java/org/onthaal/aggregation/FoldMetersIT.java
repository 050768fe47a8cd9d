package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.observe.FoldMeters;
import org.onthaal.aggregation.tail.Entry;

class FoldMetersIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");

  @TempDir Path folder;

  @Test
  void entriesThatCouldNotBeFoldedAreCounted() throws Exception {
    try (Timeline timeline = new Timeline(FoldMetersIT.class, folder, MORNING)) {
      timeline.start("rules: []", "receivers: []\nroutes: []\n");
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      FoldMeters.register(meters, timeline.store(), timeline.folding(), () -> MORNING);
      assertThat(meters.get("onthaal.fold.quarantined").gauge().value()).isZero();

      timeline.entries(List.of(new Entry.Undecodable("kind 99"), new Entry.Undecodable("kind 98")));

      assertThat(meters.get("onthaal.fold.quarantined").gauge().value()).isEqualTo(2);
      assertThat(meters.get("onthaal.fold.partitions.stopped").gauge().value()).isZero();
    }
  }
}
