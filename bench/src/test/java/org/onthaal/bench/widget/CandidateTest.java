package org.onthaal.bench.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CandidateTest {
  @Test
  void everyCandidateHasAPageAndEveryPeerAnExactVersion() throws IOException {
    JsonObject versions =
        JsonParser.parseString(PeerPackages.resource("npm/package.json"))
            .getAsJsonObject()
            .getAsJsonObject("dependencies");

    for (Candidate candidate : Candidate.ALL) {
      assertThat(PeerPackages.resource("pages/" + candidate.name() + ".html"))
          .contains("<h1>Your parking permit</h1>");
      if (!candidate.from().isEmpty()) {
        assertThat(versions.get(candidate.from()).getAsString()).matches("\\d+\\.\\d+\\.\\d+");
      }
    }
  }

  @Test
  void everyFormIsSentWithTheCommentInIt() {
    assertThat(Candidate.ALL)
        .filteredOn(candidate -> !candidate.done().isEmpty())
        .hasSize(5)
        .allSatisfy(candidate -> {
          assertThat(candidate.steps())
              .extracting(Candidate.Step::act)
              .contains(Candidate.Act.WRITE);
          assertThat(candidate.steps().getLast().act()).isEqualTo(Candidate.Act.SEND);
        });
  }
}
