package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onthaal.aggregation.measure.Windows;

/// Any query is a question within its limits, or refused with everything that is wrong.
class ScoreParametersFuzzTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  private static final int WINDOWS_MAX = 1_000;

  @FuzzTest
  void queryIsAQuestionOrRefused(byte[] query) {
    Map<String, List<String>> parameters = parameters(new String(query, StandardCharsets.UTF_8));
    ScoreParameters read = ScoreParameters.ofOne(parameters);
    try {
      ScoreQuestion question =
          new QuestionReader(ZONE, WINDOWS_MAX, read.violations())
              .read(read.query(), new ScoreReport.Positions("after", read.after()));

      Windows windows = question.query().windows();
      assertThat(windows.count()).isBetween(1, WINDOWS_MAX);
      assertThat(Duration.between(windows.from(), windows.to())).isPositive();
      assertThat(question.after().values()).allMatch(offset -> offset >= 0);
      assertThat(question.query().filters().toString()).doesNotContain("\0");
    } catch (RefusedException e) {
      assertThat(e.problem().getViolationsList())
          .isNotEmpty()
          .noneMatch(v -> v.getExpected().isEmpty());
    }
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = Math.max(0, pair.indexOf('='));
      String value = pair.substring(Math.min(pair.length(), equals + 1));
      parameters
          .computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new ArrayList<>())
          .add(decoded(value));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
