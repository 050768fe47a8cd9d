package org.onthaal.feedback.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Hints;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Metric;

/// Fingerprints lie beside stored ratings for years: another form of the bytes would take every
/// retry for a reused id.
class FingerprintsTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String COMMENT = "Très bien.\r\n".repeat(50);

  private final Fingerprints fingerprints = new Fingerprints(new Secret(KEY));

  @Test
  void bytesAreThoseOfTheFirstForm() throws Exception {
    Draft draft = draft("nl-BE", COMMENT);

    Fingerprint fingerprint = fingerprints.of(draft);

    assertThat(fingerprint).isEqualTo(expected("nl", COMMENT.replace("\r\n", "\n")));
  }

  @Test
  void languageThatIsNoneCountsAsItWasWritten() throws Exception {
    Draft draft = draft("Dutch language", "");

    Fingerprint fingerprint = fingerprints.of(draft);

    assertThat(fingerprint).isEqualTo(expected("dutch language", ""));
  }

  @Test
  void contextAndChoicesAreContentAndHintsAreNot() {
    List<Fingerprint> all = new ArrayList<>();
    all.add(fingerprints.of(answered(List.of("waiting"), Map.of())));
    all.add(fingerprints.of(answered(List.of("staff"), Map.of())));
    all.add(fingerprints.of(answered(List.of("waiting", "staff"), Map.of())));
    all.add(fingerprints.of(answered(List.of("waitingstaff"), Map.of())));
    all.add(fingerprints.of(answered(List.of("waiting"), Map.of("page", "a"))));
    all.add(fingerprints.of(answered(List.of("waiting"), Map.of("page", "b"))));
    all.add(fingerprints.of(answered(List.of("waiting"), Map.of("pag", "ea"))));

    assertThat(all).doesNotHaveDuplicates();
    assertThat(fingerprints.of(answered(List.of("staff", "waiting"), Map.of())))
        .isEqualTo(all.get(2));
  }

  private static Draft answered(List<String> choices, Map<String, String> context) {
    Draft draft = draft("nl", "");
    return new Draft(
        draft.id(),
        draft.ratedAt(),
        draft.sentAt(),
        draft.touchpoint(),
        draft.channel(),
        draft.language(),
        draft.surveyVersion(),
        List.of(
            new DraftAnswer(
                "wrong", Optional.empty(), Optional.of(new AnswerValue.Choices(choices)))),
        draft.comment(),
        draft.origin(),
        Hints.NONE,
        context);
  }

  private static Draft draft(String language, String comment) {
    return new Draft(
        "01900000-0000-7000-8000-000000000001",
        Optional.of(Instant.parse("2026-01-02T03:04:05.006Z")),
        Optional.of(Instant.EPOCH),
        "town-hall-desk",
        Optional.of(Channel.KIOSK),
        language,
        7,
        List.of(
            new DraftAnswer("", Optional.empty(), Optional.of(new AnswerValue.Score(4))),
            new DraftAnswer(
                "ease", Optional.of(Metric.CES), Optional.of(new AnswerValue.DontKnow())),
            new DraftAnswer("wait", Optional.empty(), Optional.empty())),
        comment,
        Origin.IMPORT,
        new Hints(true, Optional.of(Duration.ofMillis(10))),
        Map.of());
  }

  private static Fingerprint expected(String language, String comment) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1);
      out.writeBoolean(true);
      text(out, "2026-01-02T03:04:05.006Z");
      text(out, "town-hall-desk");
      text(out, "KIOSK");
      text(out, language);
      out.writeInt(7);
      text(out, comment);
      out.writeInt(3);
      text(out, "");
      text(out, "");
      out.writeInt(4);
      text(out, "ease");
      text(out, "CES");
      out.writeInt(Integer.MAX_VALUE);
      text(out, "wait");
      text(out, "");
      out.writeInt(Integer.MIN_VALUE);
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    return Fingerprint.of(Arrays.copyOf(mac.doFinal(bytes.toByteArray()), 16));
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
