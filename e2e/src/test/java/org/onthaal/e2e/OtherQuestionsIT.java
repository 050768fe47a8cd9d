package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody asks how likely people would recommend a service, and how easy it was, and prints what
/// came of it.
class OtherQuestionsIT {
  private static final List<Integer> RECOMMENDED = List.of(10, 9, 9, 10, 9, 8, 7, 8, 3, 6);

  /// Each look is a process of its own, which may take seconds on a busy machine.
  private static final Duration COUNTED_MAX = Duration.ofSeconds(60);

  private static final List<Integer> EASE = List.of(7, 6, 5, 5, 4, 3, 7, 2);

  @TempDir Path folder;

  @Test
  void recommendationAndEaseArePrintedWithTheirUncertainty() throws Exception {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      installation
          .run("import", file().toString(), "--create-missing", "--zone", "Europe/Brussels")
          .orFail();
      await("the ratings to be counted")
          .atMost(COUNTED_MAX)
          .untilAsserted(() -> areRight(scores(installation)));
      // One stream has answers of five points: 30 days of the 60 that four streams may spend.
      assertThat(backtest(installation, 4))
          .endsWith(
              "Fleet budget: spent 0.50 of 2.00 false alarms per 30 days, 1.50 left; streams: 1"
                  + " found, 4 declared.\n");
    }
  }

  /// Worked out by hand from 5 promoters and 2 detractors of 10, and 5 of 8.
  private static void areRight(String table) {
    assertThat(line(table, "from")).containsSubsequence("csat %", "nps", "easy %", "mean");
    assertThat(line(table, " NPS ")).containsSubsequence("10", "30.00", "-19.1 to 65.2", "7.90");
    assertThat(line(table, " CES ")).containsSubsequence("8", "62.50", "30.6 to 86.3", "4.88");
    assertThat(line(table, " CSAT ")).containsSubsequence("3", "100.00");
  }

  @Test
  void withoutThemTheTableHasNoSuchColumns() throws Exception {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      HttpCaller.postJson(
          installation.feedback().resolve("/v1/ratings"),
          "{\"touchpoint\": \"parking-permit\", \"language\": \"nl\", \"answers\": [{\"score\":"
              + " 4}]}");
      await("the rating to be counted")
          .atMost(COUNTED_MAX)
          .until(() -> scores(installation).contains("CSAT"));

      assertThat(scores(installation)).contains("csat %").doesNotContain("nps", "easy");
    }
  }

  private static String scores(Installation installation) {
    return installation.run("scores", "--from", "2026-01-01", "--to", "2100-01-01").orFail().out();
  }

  private String backtest(Installation installation, int streams) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            budget: {false-alarms: 2, streams: %d}
            rules: [{name: drop, kind: drop, by: [service]}]
            """
                .formatted(streams));
    return installation
        .run("backtest", rules.toString(), "--from", "2026-03-01", "--to", "2026-03-08")
        .orFail()
        .out();
  }

  private static String line(String table, String word) {
    return table.lines().filter(line -> line.contains(word)).findFirst().orElse("");
  }

  private Path file() throws Exception {
    StringBuilder csv =
        new StringBuilder("rated_at,administration,service,touchpoint,channel,metric,score\n");
    RECOMMENDED.forEach(score -> csv.append(row("nps", score)));
    EASE.forEach(score -> csv.append(row("ces", score)));
    for (int i = 0; i < 3; i++) {
      csv.append(row("csat", 5));
    }
    return Files.writeString(folder.resolve("ratings.csv"), csv);
  }

  private static String row(String metric, int score) {
    return "2026-03-02T10:00:00+01:00,b,%s,%s-web,WEB,%s,%d\n"
        .formatted("s-" + metric, "s-" + metric, metric, score);
  }
}
