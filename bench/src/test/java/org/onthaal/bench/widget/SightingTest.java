package org.onthaal.bench.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingTest {
  @Test
  void onlyWhatATaskTakesBeyondFiftyMillisecondsBlocks() {
    Sighting sighting = new Sighting(List.of(50.0, 80.0, 61.5), List.of());

    assertThat(sighting.blockingMillis()).isEqualTo(41.5);
    assertThat(sighting.longestTaskMillis()).isEqualTo(80);
  }

  @Test
  void whereNothingWasReportedNothingBlockedAndInteractionsTookTheLeastThatIsReported() {
    Sighting sighting = new Sighting(List.of(), List.of());

    assertThat(sighting.blockingMillis()).isZero();
    assertThat(sighting.longestTaskMillis()).isZero();
    assertThat(sighting.interactionMillis()).isEqualTo(16);
  }

  @Test
  void slowestEventOfAnInteractionCountsAndEventsOfNoInteractionDoNot() {
    Sighting sighting =
        Sighting.of(
            JsonParser.parseString(
                    """
                    {"tasks": [{"name": "self", "start": 12.5, "duration": 90, "interaction": 0}],
                     "events": [{"name": "pointermove", "start": 1, "duration": 240, "interaction": 0},
                                {"name": "pointerdown", "start": 2, "duration": 24, "interaction": 7},
                                {"name": "click", "start": 3, "duration": 56, "interaction": 7}]}
                    """)
                .getAsJsonObject());

    assertThat(sighting.interactionMillis()).isEqualTo(56);
    assertThat(sighting.longestTaskMillis()).isEqualTo(90);
  }

  @Test
  void stretchesOfOneVisitAddUp() {
    Sighting first = new Sighting(List.of(70.0), List.of(24.0));
    Sighting second = new Sighting(List.of(60.0), List.of(104.0));

    assertThat(first.and(second).blockingMillis()).isEqualTo(30);
    assertThat(first.and(second).interactionMillis()).isEqualTo(104);
  }
}
