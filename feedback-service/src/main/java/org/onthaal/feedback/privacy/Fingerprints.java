package org.onthaal.feedback.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.survey.Language;

/// Recognises the content of a draft as it was received. What differs between two tries of one
/// rating (`sent_at`), hints and the origin are left out; what the server would fill in stays
/// absent, so that a retry after a new survey version is still a retry. Safe for any thread.
public final class Fingerprints {
  // No scale has such scores.
  private static final int NOTHING = Integer.MIN_VALUE;
  private static final int CHOICES = Integer.MIN_VALUE + 1;
  private static final int DONT_KNOW = Integer.MAX_VALUE;

  private final Secret key;

  public Fingerprints(Secret key) {
    this.key = key;
  }

  public Fingerprint of(Draft draft) {
    Form form = new Form();
    write(form, draft);
    return Fingerprint.of(key.code(form.bytes()));
  }

  private static void write(Form form, Draft draft) {
    form.flag(1); // version of this form
    form.flag(draft.ratedAt().isPresent() ? 1 : 0);
    draft.ratedAt().ifPresent(time -> form.text(time.toString()));
    form.text(draft.touchpoint());
    form.text(draft.channel().map(Enum::name).orElse(""));
    form.text(
        Language.parse(draft.language())
            .map(Language::subtag)
            .orElse(draft.language().toLowerCase(Locale.ROOT)));
    form.number(draft.surveyVersion());
    form.text(draft.comment().replace("\r\n", "\n"));
    form.number(draft.answers().size());
    for (DraftAnswer answer : draft.answers()) {
      form.text(answer.question());
      form.text(answer.metric().map(Enum::name).orElse(""));
      answer.value().ifPresentOrElse(value -> write(form, value), () -> form.number(NOTHING));
    }
    // Absent in what was stored before there was one, so its form has nothing of it.
    if (!draft.context().isEmpty()) {
      form.number(draft.context().size());
      draft
          .context()
          .forEach((key, value) -> {
            form.text(key);
            form.text(value);
          });
    }
  }

  private static void write(Form form, AnswerValue value) {
    switch (value) {
      case AnswerValue.Score(int points) -> form.number(points);
      case AnswerValue.DontKnow() -> form.number(DONT_KNOW);
      case AnswerValue.Choices(List<String> codes) -> {
        form.number(CHOICES);
        form.number(codes.size());
        codes.stream().sorted().forEach(form::text);
      }
    }
  }

  /// The values in one row of bytes.
  private static final class Form {
    private static final int USUAL_BYTES = 256;

    private ByteBuffer buffer = ByteBuffer.allocate(USUAL_BYTES);

    void flag(int value) {
      reserve(1).put((byte) value);
    }

    void number(int value) {
      reserve(Integer.BYTES).putInt(value);
    }

    // Lengths come first, so that no two contents are written alike.
    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      reserve(bytes.length).put(bytes);
    }

    byte[] bytes() {
      return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer reserve(int more) {
      if (buffer.remaining() < more) {
        int size = Math.max(buffer.capacity() * 2, buffer.position() + more);
        buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), size)).position(buffer.position());
      }
      return buffer;
    }
  }
}
