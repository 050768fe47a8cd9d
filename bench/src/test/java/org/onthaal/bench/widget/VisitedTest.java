package org.onthaal.bench.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onthaal.bench.rig.Findings;

class VisitedTest {
  private static final Loaded LOADED = new Loaded(310.5, 120, 6_000, 7_000, 3);
  private static final Sighting NOTHING = new Sighting(List.of(), List.of());

  @Test
  void figuresCarryTheNameOfThePage() {
    Findings findings = new Findings();
    Visited visited =
        new Visited(
            LOADED,
            new Sighting(List.of(80.0), List.of()),
            new Sighting(List.of(500.0), List.of(48.0)),
            Map.of(Candidate.Act.PICK, 48.0),
            Set.of("cookie a"),
            Set.of());

    visited.addTo(findings, Candidate.OURS);

    assertThat(findings.figure("widget.onthaal.formMillis")).containsExactly(310.5);
    assertThat(findings.figure("widget.onthaal.blockingMillis")).containsExactly(30.0);
    assertThat(findings.figure("widget.onthaal.interactionMillis")).containsExactly(48.0);
    assertThat(findings.figure("widget.onthaal.pickMillis")).containsExactly(48.0);
    assertThat(findings.figure("widget.onthaal.kept")).containsExactly(1.0);
  }

  @Test
  void floorHasNoInteractions() {
    Findings findings = new Findings();

    new Visited(LOADED, NOTHING, NOTHING, Map.of(), Set.of(), Set.of())
        .addTo(findings, Candidate.PAGE);

    assertThat(findings.figure("widget.page.interactionMillis")).isEmpty();
    assertThat(findings.figure("widget.page.scriptBytes")).containsExactly(6_000.0);
  }
}
