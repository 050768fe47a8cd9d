package org.onthaal.feedback.privacy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.survey.Language;

/// Recognises the content of a draft as it was received. What differs between two tries of one
/// rating (`sent_at`), hints and the origin are left out; what the server would fill in stays
/// absent, so that a retry after a new survey version is still a retry. Safe for any thread.
public final class Fingerprints {
  private final Secret key;

  public Fingerprints(Secret key) {
    this.key = key;
  }

  public Fingerprint of(Draft draft) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, draft);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Fingerprint.of(key.code(bytes.toByteArray()));
  }

  private static void write(DataOutputStream out, Draft draft) throws IOException {
    out.writeByte(1); // version of this form
    time(out, draft.ratedAt());
    text(out, draft.touchpoint());
    text(out, draft.channel().map(Enum::name).orElse(""));
    text(
        out,
        Language.parse(draft.language())
            .map(Language::subtag)
            .orElse(draft.language().toLowerCase(Locale.ROOT)));
    out.writeInt(draft.surveyVersion());
    text(out, draft.comment().replace("\r\n", "\n"));
    out.writeInt(draft.answers().size());
    for (DraftAnswer answer : draft.answers()) {
      text(out, answer.question());
      text(out, answer.metric().map(Enum::name).orElse(""));
      out.writeInt(value(answer));
    }
  }

  private static int value(DraftAnswer answer) {
    if (answer.value().isEmpty()) {
      return Integer.MIN_VALUE;
    }
    return switch (answer.value().get()) {
      case AnswerValue.Score(int points) -> points;
      case AnswerValue.DontKnow() -> Integer.MAX_VALUE;
    };
  }

  private static void time(DataOutputStream out, Optional<Instant> time) throws IOException {
    out.writeBoolean(time.isPresent());
    if (time.isPresent()) {
      text(out, time.get().toString());
    }
  }

  // Lengths come first, so that no two contents are written alike.
  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
