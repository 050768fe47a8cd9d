package org.onthaal.aggregation.reload;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Secret;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.testkit.TestClock;

class ReloadTest {
  private static final Instant START = Instant.parse("2026-11-24T09:10:00Z");
  private static final String FIRST_SECRET = "whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==";
  private static final String NEXT_SECRET = "whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMg==";
  private static final String ONE = rules("one");
  private static final String TWO = rules("one", "two");
  private static final String ROUTES =
      """
      receivers: [{name: team, webhook: {url: "https://hooks.example.org/a", secret-file: team.secret}}]
      routes: [{receiver: team}]
      """;

  @TempDir Path folder;
  private final TestClock clock = new TestClock(START);
  private final Heard heard = new Heard();
  private Path rules = Path.of("");
  private Path routes = Path.of("");

  /** What is in force, and what was said. */
  private static final class Heard implements Reload.Listener {
    private final List<Reading.Valid> used = new ArrayList<>();
    private final List<List<String>> refused = new ArrayList<>();
    private int restored;
    private boolean breaks;

    @Override
    public void changed(Reading.Valid reading) {
      if (breaks) {
        throw new IllegalStateException("no thread is left");
      }
      used.add(reading);
    }

    @Override
    public void refused(List<String> problems) {
      refused.add(problems);
    }

    @Override
    public void restored() {
      restored++;
    }

    List<String> names() {
      return used.getLast().rules().rules().stream().map(Rule::name).toList();
    }
  }

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(folder.resolve("team.secret"), FIRST_SECRET + "\n");
    rules = Files.writeString(folder.resolve("rules.yaml"), ONE);
    routes = Files.writeString(folder.resolve("routes.yaml"), ROUTES);
  }

  @Test
  void filesThatStandStillAreUsedOnceAndNeverAgain() throws Exception {
    Reload reload = reload();
    looks(reload, 5);
    assertThat(heard.used).isEmpty();

    Files.writeString(rules, TWO);
    looks(reload, 10);

    assertThat(heard.used).hasSize(1);
    assertThat(heard.names()).containsExactly("one", "two");
    assertThat(heard.refused).isEmpty();
  }

  @Test
  void changeIsInForceWithTheSecondLookThatFindsIt() throws Exception {
    Reload reload = reload();

    Files.writeString(rules, TWO);
    looks(reload, 1);
    assertThat(heard.used).isEmpty();
    looks(reload, 1);

    assertThat(heard.used).hasSize(1);
  }

  @Test
  void fileThatIsReplacedByARenameIsNoticed() throws Exception {
    Reload reload = reload();

    Path next = Files.writeString(folder.resolve("rules.next"), TWO);
    Files.move(next, rules, ATOMIC_MOVE);
    looks(reload, 2);

    assertThat(heard.names()).containsExactly("one", "two");
  }

  @Test
  void fileOfTheSameLengthAndTimeIsNoticed() throws Exception {
    Reload reload = reload();
    var time = Files.getLastModifiedTime(rules);

    Files.writeString(rules, rules("own"));
    Files.setLastModifiedTime(rules, time);
    looks(reload, 2);

    assertThat(heard.names()).containsExactly("own");
  }

  /** As Kubernetes does with a mounted ConfigMap: both files change with one link. */
  @Test
  void bothFilesBehindALinkThatIsSwappedAreUsedTogether() throws Exception {
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Path link = mounted.resolve("..data");
    Files.createSymbolicLink(link, version(mounted, "..2026_1", ONE, ROUTES).getFileName());
    rules = Files.createSymbolicLink(mounted.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
    routes =
        Files.createSymbolicLink(mounted.resolve("routes.yaml"), Path.of("..data/routes.yaml"));
    Files.createSymbolicLink(mounted.resolve("team.secret"), Path.of("..data/team.secret"));
    Reload reload = reload();

    String others = ROUTES.replace("team", "others").replace("others.secret", "team.secret");
    Path next = version(mounted, "..2026_2", TWO, others);
    Path fresh = Files.createSymbolicLink(mounted.resolve("..data_tmp"), next.getFileName());
    Files.move(fresh, link, ATOMIC_MOVE);
    looks(reload, 4);

    assertThat(heard.used).hasSize(1);
    assertThat(heard.names()).containsExactly("one", "two");
    assertThat(heard.used.getFirst().routes().receiver("others")).isPresent();
    assertThat(heard.used.getFirst().routes().receiver("team")).isEmpty();
  }

  @Test
  void halfWrittenFileThatIsWellFormedByChanceIsNotUsed() throws Exception {
    Files.writeString(rules, TWO);
    Reload reload = reload();
    String three = rules("one", "two", "three");

    // Cut after its first rule: a rule file like any other.
    Files.writeString(rules, ONE);
    looks(reload, 1);
    Files.writeString(rules, three);
    looks(reload, 2);

    assertThat(heard.used).hasSize(1);
    assertThat(heard.names()).containsExactly("one", "two", "three");
  }

  @Test
  void halfWrittenFileIsSaidAndUsedOnceItIsCompleted() throws Exception {
    Reload reload = reload();

    Files.writeString(rules, TWO.substring(0, TWO.length() - 12));
    looks(reload, 5);
    assertThat(heard.used).isEmpty();
    assertThat(heard.refused).hasSize(1);
    assertThat(reload.state()).isEqualTo(new Reload.State(false, START));

    Files.writeString(rules, TWO);
    looks(reload, 2);

    assertThat(heard.names()).containsExactly("one", "two");
    assertThat(reload.state()).isEqualTo(new Reload.State(true, clock.instant()));
  }

  @Test
  void mistakesOfBothFilesAreSaidTogetherOncePerContent() throws Exception {
    Reload reload = reload();

    Files.writeString(rules, "rules: [{name: a}, {name: a, kind: absence}]");
    Files.writeString(routes, "receivers: []");
    looks(reload, 6);

    assertThat(heard.refused).hasSize(1);
    assertThat(String.join("\n", heard.refused.getFirst()))
        .contains("rules.yaml cannot be used", "line 1: rules[0].kind: expected")
        .contains("rules[1].name: expected a name that no other rule of the file has")
        .contains("rules[1].after: expected")
        .contains("routes.yaml cannot be used", "routes: expected");

    Files.writeString(routes, ROUTES);
    looks(reload, 6);

    assertThat(heard.refused).hasSize(2);
    assertThat(String.join("\n", heard.refused.getLast())).doesNotContain("routes.yaml");
    assertThat(heard.used).isEmpty();
  }

  @Test
  void fileThatIsNotUtf8IsSaidWithThePlace() throws Exception {
    Reload reload = reload();

    Files.write(rules, "rules:\n  # caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    looks(reload, 3);

    assertThat(String.join("\n", heard.refused.getFirst()))
        .contains("rules.yaml is not UTF-8, at byte 15, line 2 (expected: a UTF-8 file)");
  }

  @Test
  void goodFileBesideABadOneIsNotUsedByItself() throws Exception {
    Reload reload = reload();

    Files.writeString(rules, TWO);
    Files.writeString(routes, "receivers: []");
    looks(reload, 3);

    assertThat(heard.used).isEmpty();
    assertThat(reload.state().isOk()).isFalse();
  }

  @Test
  void missingFileIsSaidTheOldIsKeptAndItsReturnIsNoticed() throws Exception {
    Reload reload = reload();

    Files.delete(rules);
    looks(reload, 3);
    assertThat(heard.refused)
        .singleElement()
        .satisfies(said ->
            assertThat(said)
                .containsExactly(
                    "rules.file: " + rules + " (expected: a UTF-8 file that can be read)"));
    assertThat(heard.used).isEmpty();

    Files.writeString(rules, ONE);
    looks(reload, 3);

    // What is in force is what stands there again: nothing is replaced.
    assertThat(heard.used).isEmpty();
    assertThat(heard.restored).isEqualTo(1);
    assertThat(reload.state().isOk()).isTrue();
    assertThat(reload.state().goodAt()).isAfter(START);
  }

  @Test
  void fileThatIsNoTextIsRefused() throws Exception {
    Reload reload = reload();

    Files.write(rules, new byte[] {'a', (byte) 0xff});
    looks(reload, 2);

    assertThat(heard.refused.getFirst().getFirst()).contains("UTF-8");
  }

  @Test
  void secretThatChangesInAFileOfItsOwnIsNoticed() throws Exception {
    Reload reload = reload();

    Files.writeString(folder.resolve("team.secret"), NEXT_SECRET);
    looks(reload, 2);

    var team = heard.used.getLast().routes().receiver("team").orElseThrow();
    assertThat(((Destination.Webhook) team.destination()).secrets())
        .isEqualTo(List.of(Secret.parse(NEXT_SECRET).orElseThrow()));
  }

  @Test
  void missingSecretIsSaidWithoutTheSecretAndItsReturnIsNoticed() throws Exception {
    Reload reload = reload();

    Files.delete(folder.resolve("team.secret"));
    looks(reload, 2);
    assertThat(String.join("\n", heard.refused.getFirst()))
        .contains("receivers[0].webhook.secret-file: expected a file that can be read")
        .doesNotContain(FIRST_SECRET);
    Files.writeString(folder.resolve("team.secret"), NEXT_SECRET);
    looks(reload, 2);

    assertThat(heard.used).hasSize(1);
  }

  @Test
  void changeThatIsTakenBackBetweenTwoLooksIsNoChange() throws Exception {
    Reload reload = reload();

    Files.writeString(rules, TWO);
    looks(reload, 1);
    Files.writeString(rules, ONE);
    looks(reload, 4);

    assertThat(heard.used).isEmpty();
    assertThat(heard.refused).isEmpty();
    assertThat(heard.restored).isZero();
  }

  @Test
  void changeThatCannotBePutInForceIsSaidAndTheNextOneIsUsed() throws Exception {
    Reload reload = reload();

    heard.breaks = true;
    Files.writeString(rules, TWO);
    looks(reload, 3);
    assertThat(heard.refused).hasSize(1);
    assertThat(heard.refused.getFirst().getFirst()).contains("no thread is left");
    assertThat(reload.state().isOk()).isFalse();
    heard.breaks = false;
    Files.writeString(rules, rules("three"));
    looks(reload, 2);

    assertThat(heard.names()).containsExactly("three");
    assertThat(reload.state().isOk()).isTrue();
  }

  private Reload reload() {
    AlertFiles files = new AlertFiles(Optional.of(rules), Optional.of(routes));
    return new Reload(files, (Reading.Valid) files.read(), heard, clock);
  }

  private void looks(Reload reload, int times) {
    for (int i = 0; i < times; i++) {
      clock.advance(Duration.ofSeconds(5));
      reload.look();
    }
  }

  private static Path version(Path mounted, String name, String rules, String routes)
      throws Exception {
    Path version = Files.createDirectory(mounted.resolve(name));
    Files.writeString(version.resolve("rules.yaml"), rules);
    Files.writeString(version.resolve("routes.yaml"), routes);
    Files.writeString(version.resolve("team.secret"), FIRST_SECRET);
    return version;
  }

  private static String rules(String... names) {
    StringBuilder text = new StringBuilder("rules:\n");
    for (String name : names) {
      text.append("  - {name: ").append(name).append(", kind: absence, after: 24h}\n");
    }
    return text.toString();
  }
}
