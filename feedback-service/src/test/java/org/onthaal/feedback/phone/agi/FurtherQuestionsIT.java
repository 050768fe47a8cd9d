package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.feedback.phone.agi.ScriptedAsterisk.Told;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;

/// Calls that ask more than one question, on more than one scale, or for words.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FurtherQuestionsIT {
  private static final String DOCUMENT =
      """
      administrations:
        - code: commune-de-la-senne
          services:
            - code: calls
              names: {fr: Appels, nl: Oproepen, de: Anrufe, en: Calls}
              touchpoints:
                - key: calls-two
                  names: {fr: a, nl: a, de: a, en: a}
                  channels: [PHONE]
                  default-channel: PHONE
                  languages: [fr, nl, de, en]
                  survey: counter-visit
                - key: calls-nps
                  names: {fr: b, nl: b, de: b, en: b}
                  channels: [PHONE]
                  default-channel: PHONE
                  languages: [fr, nl, de, en]
                  survey: library-recommendation
      """;

  private final AtomicInteger names = new AtomicInteger();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(FurtherQuestionsIT.class, keys);
    server =
        feedback.start(
            InstantSource.system(),
            Map.of(
                "intake.phone.enabled", "true",
                "intake.phone.port", "0",
                "intake.phone.asks-more", "true",
                "intake.phone.spoken-folder", "/var/spool/asterisk/onthaal"));
    CatalogServiceGrpc.newBlockingStub(feedback.channel(server))
        .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(DOCUMENT).build());
  }

  @AfterAll
  void stop() {
    feedback.close();
  }

  @Test
  void secondAnswerIsAddedToTheRatingAndWordsAreKeptUnderItsId() throws Exception {
    Told told = call("calls-two").presses("2", "7").call(server.phonePort());

    assertThat(told.of("GET DATA")).hasSize(2);
    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 2");
    assertThat(told.of("RECORD FILE"))
        .singleElement()
        .asString()
        .matches(
            "RECORD FILE \"/var/spool/asterisk/onthaal/[0-9a-f-]{36}\" wav \"#\" [0-9]+ BEEP s=5");
    assertThat(told.commands().getLast()).contains("_thanks_");
    String id = told.of("RECORD FILE").getFirst().replaceFirst(".*/([0-9a-f-]{36})\".*", "$1");
    assertThat(feedback.count("SELECT score FROM rating WHERE id = '" + id + "'")).isEqualTo(2);
    assertThat(feedback.count("SELECT score FROM rating_answer WHERE id = '" + id + "'"))
        .isEqualTo(7);
  }

  @ParameterizedTest(name = "at command {0}")
  @CsvSource({"6", "7", "8", "9"})
  void ratingIsKeptWhereverTheCallerLeavesAfterIt(int command) throws Exception {
    long before = feedback.count("SELECT count(*) FROM rating");

    Told told = call("calls-two").presses("4", "6").leavesAt(command).call(server.phonePort());

    assertThat(told.lasted()).isLessThan(Duration.ofSeconds(1));
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(before + 1);
  }

  @Test
  void secondQuestionThatIsNotAnsweredIsNotAskedAgain() throws Exception {
    Told told = call("calls-two").presses("4", "9").call(server.phonePort());

    assertThat(told.of("GET DATA")).hasSize(2);
    assertThat(told.commands().getLast()).contains("_thanks_");
  }

  @ParameterizedTest(name = "GET DATA gives {0}: {1}")
  @CsvSource({"10, 10", "07, 7", "0, 0", "9, 9"})
  void scaleToTenTakesTwoDigitsOrAHash(String pressed, int score) throws Exception {
    Told told = call("calls-nps").presses(pressed).call(server.phonePort());

    assertThat(told.of("GET DATA").getFirst()).contains("_keys-nps_").endsWith(" 5000 2");
    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING " + score);
  }

  @Test
  void digitThatMayBeTheFirstOfTwoIsAskedForAgain() throws Exception {
    Told told =
        call("calls-nps").answers("GET DATA", "200 result=1 (timeout)\n").call(server.phonePort());

    assertThat(told.of("GET DATA")).hasSize(3);
    assertThat(told.of("SET VARIABLE")).isEmpty();
  }

  @Test
  void secondDigitOfAKeyThatWasPressedIntoAPromptIsWaitedFor() throws Exception {
    Told told =
        call("calls-nps")
            .answers("STREAM FILE", "200 result=49 endpos=900\n")
            .answers("WAIT FOR DIGIT", "200 result=48\n")
            .call(server.phonePort());

    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 10");
  }

  private ScriptedAsterisk call(String touchpoint) {
    return new ScriptedAsterisk()
        .asks("survey?touchpoint=" + touchpoint)
        .with(
            "agi_uniqueid",
            InstantSource.system().instant().getEpochSecond() + "." + names.incrementAndGet());
  }
}
