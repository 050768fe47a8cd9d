package org.onthaal.aggregation.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.reload.Reload;
import org.onthaal.aggregation.reload.RulesFile;
import org.onthaal.v1.GetRulesResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SaveRulesRequest;
import org.onthaal.v1.SaveRulesResponse;

class RuleDeskTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T10:00:00Z");
  private static final String GOOD =
      "rules: [{name: low, kind: threshold, below: 50, window: {calendar: day}}]\n";
  private static final String BAD =
      """
      rules:
        - name: low
          kind: threshold
          below: much
      """;

  @TempDir Path folder;
  private Path path = Path.of("");
  private Reload.State state = new Reload.State(true, SINCE);

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(folder.resolve("rules.yaml"), GOOD);
  }

  @Test
  void whatStandsIsShown() {
    GetRulesResponse shown = desk().get();

    assertThat(shown.getText()).isEqualTo(GOOD);
    assertThat(shown.getEditable()).isTrue();
    assertThat(shown.getInForce()).isTrue();
    assertThat(shown.getInForceSince().getSeconds()).isEqualTo(SINCE.getEpochSecond());
    assertThat(shown.getProblemsList()).isEmpty();
  }

  @Test
  void whatIsWrongWithTheFileIsShownByLine() throws IOException {
    Files.writeString(path, BAD);
    state = new Reload.State(false, SINCE);

    GetRulesResponse shown = desk().get();

    assertThat(shown.getInForce()).isFalse();
    assertThat(shown.hasInForceSince()).isFalse();
    assertThat(shown.getProblemsList())
        .extracting(problem -> problem.getField())
        .contains("line 4: rules[0].below");
  }

  @Test
  void fileThatIsNoTextIsNotTakenForNone() throws IOException {
    Files.write(path, new byte[] {(byte) 0xFF});

    assertThat(desk().get().getProblemsList())
        .extracting(problem -> problem.getField())
        .containsExactly("rules.file");
    assertThat(new RuleDesk(new RulesFile(Optional.empty(), true), () -> state).get())
        .extracting(GetRulesResponse::getProblemsCount)
        .isEqualTo(0);
  }

  @Test
  void savedTextHasTheVersionThatIsShownNext() {
    String text = GOOD + "# more\n";

    Answer<SaveRulesResponse> answer = desk().save(save(text, desk().get().getVersion(), "Anna"));

    assertThat(answer)
        .isEqualTo(
            new Answer.Given<>(
                SaveRulesResponse.newBuilder().setVersion(desk().get().getVersion()).build()));
    assertThat(path).hasContent(text);
  }

  @Test
  void everythingWrongIsSaidAtOnceAndNothingWritten() {
    assertThat(problem(save(BAD, "", "")).getViolationsList())
        .extracting(violation -> violation.getField())
        .contains("by", "version", "line 4: rules[0].below");
    assertThat(problem(save(BAD, "v", "Anna")).getReason()).isEqualTo(Reason.RULES_INVALID);
    assertThat(problem(save("#".repeat(70_000), "v", "Anna")).getViolations(0).getExpected())
        .isEqualTo("at most 61440 bytes");
    assertThat(path).hasContent(GOOD);
  }

  @Test
  void staleVersionIsRefused() {
    assertThat(problem(save(GOOD, "0", "Anna")).getReason()).isEqualTo(Reason.RULES_CHANGED);
  }

  @Test
  void fileOfOthersIsNotChanged() {
    RuleDesk desk = new RuleDesk(new RulesFile(Optional.of(path), false), () -> state);

    assertThat(desk.get().getEditable()).isFalse();
    assertThat(desk.save(save(GOOD, desk.get().getVersion(), "Anna")))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.problem().getReason()).isEqualTo(Reason.RULES_READ_ONLY));
  }

  private RuleDesk desk() {
    return new RuleDesk(new RulesFile(Optional.of(path), true), () -> state);
  }

  private Problem problem(SaveRulesRequest request) {
    return switch (desk().save(request)) {
      case Answer.Given<SaveRulesResponse> given -> throw new AssertionError("taken: " + given);
      case Answer.Refused<SaveRulesResponse>(Problem problem) -> problem;
    };
  }

  private static SaveRulesRequest save(String text, String version, String by) {
    return SaveRulesRequest.newBuilder().setText(text).setVersion(version).setBy(by).build();
  }
}
