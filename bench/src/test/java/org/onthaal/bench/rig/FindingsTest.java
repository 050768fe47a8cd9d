package org.onthaal.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  @TempDir Path folder;

  @Test
  void ratioIsTheMedianOverTheRounds() {
    Findings findings = new Findings();
    double[][] rounds = {{10, 5}, {30, 10}, {80, 10}};
    for (double[] round : rounds) {
      findings.add("ours", round[0]);
      findings.add("theirs", round[1]);
    }

    assertThat(findings.ratioOf("ours", "theirs")).isEqualTo(3.0); // of 2, 3 and 8
    assertThat(findings.ratioOf("ours", "nobody's")).isNaN();
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    Findings findings = new Findings();
    findings.add("fold.wide.perSecond", 1.5);
    findings.add("fold.wide.perSecond", 2.5);
    findings.ratio("fold.wide / batch", 3);
    findings.ratio("not measured", Double.NaN);
    findings.machine(Map.of("processor", "some \"fast\" one"));
    Path file = folder.resolve("deeper/run.json");
    findings.write(file);

    Findings read = Findings.read(file);

    assertThat(read.figure("fold.wide.perSecond")).containsExactly(1.5, 2.5);
    assertThat(read.ratios()).containsExactly(Map.entry("fold.wide / batch", 3.0));
    assertThat(read.json()).isEqualTo(findings.json());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"cells\": {}}");

    assertThatThrownBy(() -> Findings.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the file of a bench");
  }
}
