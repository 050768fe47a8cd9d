package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.observe.FoldMeters;
import org.onthaal.aggregation.observe.NotifyMeters;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The alert rules that we give away are about figures that we export.
class PrometheusRulesIT {
  private static final Path FILE = Path.of("..", "k8s", "monitoring", "onthaal.rules.yaml");
  private static final Pattern METRIC = Pattern.compile("onthaal_[a-z_]+");

  @TempDir Path folder;

  @Test
  void eachMetricOfTheAlertRulesIsExported() throws Exception {
    TreeSet<String> named = new TreeSet<>();
    for (Map<?, ?> rule : rules()) {
      METRIC.matcher(String.valueOf(rule.get("expr"))).results().forEach(m -> named.add(m.group()));
    }

    assertThat(named).hasSizeGreaterThan(8).isSubsetOf(exported());
  }

  @Test
  void prometheusItselfTakesTheFile() throws Exception {
    Process promtool =
        new ProcessBuilder("promtool", "check", "rules", FILE.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(said).contains("SUCCESS: " + rules().size() + " rules found");
  }

  @Test
  void eachRuleSaysWhatAPersonNeeds() throws Exception {
    List<Map<?, ?>> rules = rules();

    assertThat(rules).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    for (Map<?, ?> rule : rules) {
      assertThat(String.valueOf(rule.get("labels"))).containsPattern("severity=(critical|warning)");
      assertThat(String.valueOf(rule.get("annotations"))).contains("summary=");
    }
  }

  private Set<String> exported() throws Exception {
    try (Timeline timeline =
        new Timeline(PrometheusRulesIT.class, folder, Instant.parse("2026-11-24T09:10:00Z"))) {
      timeline.start(
          "rules: []",
          """
          receivers: [{name: prom, alertmanager: {urls: ["http://127.0.0.1:9"]}, heartbeat: {}}]
          routes: []
          """);
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      FoldMeters.register(meters, timeline.store(), timeline.folding(), Clock.systemUTC());
      NotifyMeters.register(meters, timeline.alerting().outbox(), Clock.systemUTC());
      Watchdog.register(meters, timeline.alerting()::watchdog);
      return meters
          .scrape()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.replaceFirst("[{ ].*", ""))
          .collect(Collectors.toSet());
    }
  }

  private static List<Map<?, ?>> rules() throws IOException {
    try (InputStream text = Files.newInputStream(FILE)) {
      Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      List<Map<?, ?>> rules = new ArrayList<>();
      for (Map<?, ?> group : list(file, "groups")) {
        assertThat(group.keySet().toString()).isEqualTo("[name, rules]");
        rules.addAll(list(group, "rules"));
      }
      return rules;
    }
  }

  private static List<Map<?, ?>> list(Map<?, ?> fields, String key) {
    return Optional.ofNullable(fields.get(key)).map(List.class::cast).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .<Map<?, ?>>map(item -> (Map<?, ?>) item)
        .toList();
  }
}
