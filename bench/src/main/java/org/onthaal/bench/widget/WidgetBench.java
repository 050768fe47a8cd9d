package org.onthaal.bench.widget;

import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import org.onthaal.bench.rig.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What the widget costs a page and a person, beside the widgets of others.
@Command(
    name = "widget",
    mixinStandardHelpOptions = true,
    description = {
      "Loads pages with a feedback widget in Chromium whose processor is slowed down 4 times, fills the form in with real pointer and keys,"
          + " and sends it: bytes, time until the form can be used, blocking of the main thread, slowest interaction, what is left in"
          + " the browser.",
      "  page             the same page without a widget: the floor",
      "  onthaal          ours, in the page",
      "  surveyjs         SurveyJS, in the page",
      "  onthaal-button   ours, opened by a button",
      "  pushfeedback     PushFeedback, opened by a button",
      "  sentry           Sentry's feedback, opened by a button; asks for a comment only",
      "Needs Debian's chromium, and npm, which fetches the others in exact versions. No database.",
      ""
    })
public final class WidgetBench implements Callable<Integer> {
  private static final Map<String, String> COMPARED =
      new TreeMap<>(
          Map.of(
              "scriptBytes", "bytes of scripts",
              "bytes", "bytes",
              "formMillis", "time until the form",
              "mainMillis", "work of the main thread",
              "interactionMillis", "slowest interaction"));

  @Mixin private Effort effort = new Effort();

  private final Findings findings = new Findings();
  private final Set<String> remarks = new TreeSet<>();

  public WidgetBench() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      measure(effort);
    } catch (NotMeasurable e) {
      System.err.println(e.getMessage());
      return 1;
    }
    findings.machine(Machine.facts());
    findings.write(effort.out());
    return 0;
  }

  /// Measures, and prints the table.
  public Findings measure(Effort wanted) throws NotMeasurable, IOException, InterruptedException {
    String probe = PeerPackages.resource("probe.js");
    try (Chromium chromium = Chromium.start();
        PeerPackages packages = PeerPackages.fetch();
        PageServer server = new PageServer(packages)) {
      tellVersions(chromium, packages);
      // Not measured: the browser starts, files are read.
      for (Candidate candidate : Candidate.ALL) {
        var _ = Visit.make(chromium.browser(), server, candidate, probe);
      }
      int rounds = wanted.rounds(15, 3);
      for (int round = 0; round < rounds; round++) {
        List<Candidate> order = new ArrayList<>(Candidate.ALL);
        Collections.rotate(order, -round);
        for (Candidate candidate : order) {
          Visited visited = Visit.make(chromium.browser(), server, candidate, probe);
          visited.addTo(findings, candidate);
          visited.kept().forEach(name -> remarks.add(candidate.name() + " keeps " + name));
          visited.elsewhere().forEach(url -> remarks.add(candidate.name() + " calls " + url));
        }
        System.out.printf("round %d of %d%n", round + 1, rounds);
      }
    } catch (PlaywrightException e) {
      throw new NotMeasurable("The browser did not go along: " + e.getMessage(), e);
    }
    report();
    return findings;
  }

  private void tellVersions(Chromium chromium, PeerPackages packages) throws IOException {
    List<String> versions = new ArrayList<>();
    versions.add("Chromium " + chromium.browser().version());
    for (Candidate candidate : Candidate.ALL) {
      if (!candidate.from().isEmpty()) {
        versions.add(candidate.from() + " " + packages.version(candidate.from()));
      }
    }
    Machine.facts().forEach((name, value) -> System.out.println(name + ": " + value));
    System.out.println(String.join(", ", versions));
    findings.machine(Map.of("widgets", String.join(", ", versions)));
  }

  private void report() {
    System.out.printf(
        Locale.ROOT,
        "%-15s %8s %8s %4s %18s %7s %18s %8s %18s %5s %5s %5s %4s%n",
        "page with",
        "script B",
        "all B",
        "req",
        "form ms [min-max]",
        "main ms",
        "blocking [min-max]",
        "longest",
        "slowest [min-max]",
        "pick",
        "write",
        "send",
        "kept");
    for (Candidate candidate : Candidate.ALL) {
      String name = "widget." + candidate.name() + ".";
      System.out.printf(
          Locale.ROOT,
          "%-15s %8s %8s %4s %18s %7s %18s %8s %18s %5s %5s %5s %4s%n",
          candidate.name(),
          median(name + "scriptBytes"),
          median(name + "bytes"),
          median(name + "requests"),
          spread(name + "formMillis"),
          median(name + "mainMillis"),
          spread(name + "blockingMillis"),
          median(name + "longestTaskMillis"),
          spread(name + "interactionMillis"),
          median(name + "pickMillis"),
          median(name + "writeMillis"),
          median(name + "sendMillis"),
          median(name + "kept"));
    }
    remarks.forEach(System.out::println);
    compare(Candidate.OURS, List.of(Candidate.SURVEYJS));
    compare(Candidate.OURS_BY_BUTTON, List.of(Candidate.PUSHFEEDBACK, Candidate.SENTRY));
  }

  /// Those that show their form in the same way, round by round.
  private void compare(Candidate ours, List<Candidate> others) {
    for (Candidate other : others) {
      List<String> ratios = new ArrayList<>();
      COMPARED.forEach((figure, words) -> {
        double ratio =
            findings.ratioOf(
                "widget." + ours.name() + "." + figure, "widget." + other.name() + "." + figure);
        findings.ratio("widget: " + words + ", " + ours.name() + " / " + other.name(), ratio);
        ratios.add(String.format(Locale.ROOT, "%s %.2f x", words, ratio));
      });
      System.out.printf("%s / %s: %s%n", ours.name(), other.name(), String.join(", ", ratios));
    }
  }

  private String median(String figure) {
    List<Double> values = findings.figure(figure);
    return values.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f", Statistics.median(values));
  }

  private String spread(String figure) {
    List<Double> values = findings.figure(figure);
    return values.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.0f [%.0f-%.0f]",
            Statistics.median(values),
            Collections.min(values),
            Collections.max(values));
  }
}
