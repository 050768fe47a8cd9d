package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Any query is a request within its limits, or says everything that is wrong.
class CommentParametersFuzzTest {
  @FuzzTest
  void queryIsARequestOrRefused(byte[] query) {
    CommentParameters read =
        CommentParameters.of(parameters(new String(query, StandardCharsets.UTF_8)));

    assertThat(read.comments().getScoresList()).allMatch(score -> score >= 0 && score <= 10);
    assertThat(read.comments().getPageSize()).isBetween(0, 200);
    assertThat(read.violations()).noneMatch(violation -> violation.getExpected().isEmpty());
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = Math.max(0, pair.indexOf('='));
      parameters
          .computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
          .add(pair.substring(Math.min(pair.length(), equals + 1)));
    }
    return parameters;
  }
}
