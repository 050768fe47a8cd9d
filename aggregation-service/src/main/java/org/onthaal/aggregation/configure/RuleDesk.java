package org.onthaal.aggregation.configure;

import com.google.protobuf.util.Timestamps;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.reload.Reload;
import org.onthaal.aggregation.reload.RulesFile;
import org.onthaal.v1.GetRulesResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SaveRulesRequest;
import org.onthaal.v1.SaveRulesResponse;

/// Shows the rule file and replaces it, for both doors. Safe for any thread.
public final class RuleDesk {
  /// Bytes. The gRPC door takes messages of 64 KiB.
  static final int TEXT_BYTES_MAX = 60 << 10;

  private static final System.Logger LOG = System.getLogger(RuleDesk.class.getName());
  private static final String TEXT = "text";

  private final RulesFile file;
  private final Supplier<Reload.State> state;

  /// Shows and replaces one file.
  ///
  /// @param state of what is in force
  public RuleDesk(RulesFile file, Supplier<Reload.State> state) {
    this.file = file;
    this.state = state;
  }

  GetRulesResponse get() {
    Reload.State now = state.get();
    GetRulesResponse.Builder response = GetRulesResponse.newBuilder().setInForce(now.isOk());
    if (now.isOk()) {
      response.setInForceSince(Timestamps.fromMillis(now.goodAt().toEpochMilli()));
    }
    Violations violations = new Violations();
    Optional<RulesFile.Text> standing = file.read();
    standing.ifPresent(text -> {
      response.setText(text.text()).setVersion(text.version()).setEditable(file.isEditable());
      var _ = RuleViolations.read(TEXT, text.text(), violations);
    });
    if (standing.isEmpty() && file.isNamed()) {
      violations.add("rules.file", Reason.INVALID, "a UTF-8 file that can be read");
    }
    if (!violations.isEmpty()) {
      response.addAllProblems(violations.problem().getViolationsList());
    }
    return response.build();
  }

  Answer<SaveRulesResponse> save(SaveRulesRequest request) {
    Violations violations = new Violations();
    Fields.checkName("by", request.getBy(), true, violations);
    if (request.getVersion().isEmpty()) {
      violations.add("version", Reason.MISSING, "the version of the text that was changed");
    }
    boolean isTextOnly = violations.isEmpty();
    if (request.getText().getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
      violations.add(TEXT, Reason.INVALID, "at most " + TEXT_BYTES_MAX + " bytes");
    } else {
      var _ = RuleViolations.read(TEXT, request.getText(), violations);
    }
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(
          isTextOnly ? violations.problem(Reason.RULES_INVALID) : violations.problem());
    }
    return switch (file.replace(request.getText(), request.getVersion())) {
      case RulesFile.Replaced.Done(String version) -> {
        LOG.log(Level.INFO, "the rule file was changed by {0}", request.getBy());
        yield new Answer.Given<>(SaveRulesResponse.newBuilder().setVersion(version).build());
      }
      case RulesFile.Replaced.Overtaken() ->
          new Answer.Refused<>(
              Problems.of(
                  Reason.RULES_CHANGED, "the rule file was changed meanwhile; read it again"));
      case RulesFile.Replaced.Refused(String because) ->
          new Answer.Refused<>(
              Problems.of(Reason.RULES_READ_ONLY, "rules cannot be changed from here: " + because));
    };
  }
}
