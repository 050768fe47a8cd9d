package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.feedback.phone.agi.ScriptedAsterisk.Told;

/// Whole calls of an Asterisk that follows its script, to the real service on a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FastAgiIT {
  private static final String TOUCHPOINT = "senne-population-phone";
  private static final String PHONE = " WHERE channel = 3"; // of the contract's Channel
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Pattern COUNTER =
      Pattern.compile("onthaal_phone_calls_total\\{disposition=\"(\\w+)\"} (\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger names = new AtomicInteger();
  private TestFeedback feedback;
  private FeedbackServer server;
  private long before;
  private Map<String, Long> endedBefore = Map.of();

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(FastAgiIT.class, keys);
    server = started(Map.of());
  }

  @BeforeEach
  void count() throws Exception {
    before = stored();
    endedBefore = ended();
  }

  @AfterAll
  void stop() {
    feedback.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4", "5"})
  void keyBecomesARatingOfThisCallAndAVariableOfTheDialplan(String key) throws Exception {
    Told told = asterisk().presses(key).call(server.phonePort());

    assertThat(told.commands().getFirst()).isEqualTo("ANSWER");
    assertThat(told.commands().get(1)).startsWith("STREAM FILE \"http://localhost:");
    assertThat(told.of("GET DATA")).singleElement().asString().endsWith(".wav\" 5000 1");
    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING " + key);
    assertThat(told.commands().getLast()).contains("_thanks_");
    assertThat(stored()).isEqualTo(before + 1);
    assertThat(
            feedback.count(
                "SELECT score FROM rating" + PHONE + " ORDER BY received_at DESC, id DESC LIMIT 1"))
        .isEqualTo(Long.parseLong(key));
    assertEnded("answered");
  }

  @Test
  void nothingOfTheCallerIsKept() throws Exception {
    asterisk().presses("4").call(server.phonePort());

    assertThat(
            feedback.count(
                "SELECT count(*) FROM rating r WHERE r::text ~ '0470|Dupont|alice|127.0.0.1'"))
        .isZero();
    assertThat(
            feedback.count(
                "SELECT count(*) FROM rating_log l"
                    + " WHERE encode(l.facts, 'escape') ~ '0470|Dupont|alice'"))
        .isZero();
  }

  @Test
  void keyPressedIntoAPromptIsAnAnswer() throws Exception {
    Told told =
        asterisk()
            .answers("STREAM FILE \"http://localhost", "200 result=52 endpos=800\n")
            .call(server.phonePort());

    assertThat(told.of("GET DATA")).isEmpty();
    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 4");
    assertEnded("answered");
  }

  @ParameterizedTest
  @CsvSource({"0", "6", "7", "8", "9", "*", "#", "44", "-1", "A"})
  void anyOtherKeyIsAskedAgainTwiceAndNeverARating(String key) throws Exception {
    Told told = asterisk().presses(key, key, key, "4").call(server.phonePort());

    assertThat(told.of("GET DATA").size()).isEqualTo(3);
    assertThat(told.of("SET VARIABLE")).isEmpty();
    assertThat(told.commands().getLast()).contains("_goodbye_");
    assertThat(stored()).isEqualTo(before);
    assertEnded(key.equals("-1") ? "no_input" : "invalid");
  }

  @Test
  void silenceIsAskedAgainTwiceAndLetGo() throws Exception {
    Told told = asterisk().call(server.phonePort());

    assertThat(told.of("GET DATA")).hasSize(3);
    assertThat(told.played("silence")).isTrue();
    assertThat(told.played("thanks")).isFalse();
    assertThat(stored()).isEqualTo(before);
    assertEnded("no_input");
  }

  @Test
  void rightKeyAfterAWrongOneCounts() throws Exception {
    Told told = asterisk().presses("9", "", "2").call(server.phonePort());

    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 2");
    assertEnded("answered");
  }

  // ANSWER, greeting, question, keys, variable, thanks.
  @ParameterizedTest(name = "at command {0}, told by HANGUP: {1}")
  @CsvSource({"1, true", "2, true", "3, true", "4, true", "2, false", "3, false", "4, false"})
  void callerWhoLeavesBeforeAKeyEndsTheCallAtOnce(int command, boolean isTold) throws Exception {
    ScriptedAsterisk asterisk = asterisk().presses("4").leavesAt(command);
    Told told = (isTold ? asterisk : asterisk.withoutHangupLine()).call(server.phonePort());

    assertThat(told.lasted()).isLessThan(Duration.ofSeconds(1));
    assertThat(told.commands().size()).isLessThanOrEqualTo(command + (isTold ? 0 : 1));
    assertThat(stored()).isEqualTo(before);
    assertEnded("hung_up");
  }

  @ParameterizedTest(name = "at command {0}")
  @ValueSource(ints = {4, 5, 6})
  void keyPressedBeforeLeavingIsKept(int command) throws Exception {
    ScriptedAsterisk asterisk = asterisk().presses("2").leavesAt(command);
    Told told = (command == 4 ? asterisk.keyWhenLeaving() : asterisk).call(server.phonePort());

    assertThat(told.lasted()).isLessThan(Duration.ofSeconds(1));
    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 2");
    assertThat(stored()).isEqualTo(before + 1);
    assertEnded("answered");
  }

  @Test
  void keyThatComesTogetherWithTheHangUpIsKept() throws Exception {
    Told told = asterisk().answers("GET DATA", "HANGUP\n200 result=3\n").call(server.phonePort());

    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 3");
    assertThat(told.played("thanks")).isFalse();
    assertThat(stored()).isEqualTo(before + 1);
    assertEnded("answered");
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWER, hung_up, 0",
    "STREAM FILE, hung_up, 0",
    "GET DATA, hung_up, 0",
    "SET VARIABLE, answered, 1"
  })
  void connectionThatEndsIsAHangUp(String command, String disposition, int more) throws Exception {
    asterisk().presses("4").cutsAt(command).call(server.phonePort());

    assertEnded(disposition);
    assertThat(stored()).isEqualTo(before + more);
  }

  @Test
  void missingPromptIsNoHangUp() throws Exception {
    Told told =
        asterisk()
            .answers("STREAM FILE", "200 result=-1 endpos=0\n")
            .answers("GET DATA", "200 result=-1\n")
            .answers("WAIT FOR DIGIT", "200 result=53\n")
            .call(server.phonePort());

    assertThat(told.of("CHANNEL STATUS")).isNotEmpty();
    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 5");
    assertEnded("answered");
  }

  @Test
  void commandThatAnEngineDoesNotHaveIsDoneWithout() throws Exception {
    Told told =
        asterisk()
            .answers(
                "STREAM FILE",
                """
                520-Invalid command syntax.  Proper usage follows:
                 Usage: STREAM FILE <filename> <escape digits> [sample offset]
                520 End of proper usage.
                """)
            .answers("GET DATA", "510 Invalid or unknown command\n")
            .answers("WAIT FOR DIGIT", "200 result=49\n")
            .call(server.phonePort());

    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 1");
    assertEnded("answered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\n",
        "\n",
        "200 nothing\n",
        "200-result=4\n",
        "20\n",
        "200 result=4;x\n",
        "520-for ever\n\u0000\n"
      })
  void nonsenseEndsTheCallAndIsNoRating(String nonsense) throws Exception {
    Told told = asterisk().answers("GET DATA", nonsense).call(server.phonePort());

    assertThat(told.lasted()).isLessThan(SOON);
    assertThat(stored()).isEqualTo(before);
    assertEnded("failed");
  }

  @Test
  void lineWithoutEndIsCut() throws Exception {
    asterisk().answers("GET DATA", "2".repeat(5_000)).call(server.phonePort());

    assertEnded("failed");
  }

  @Test
  void slowSystemIsWaitedFor() throws Exception {
    Told told =
        asterisk()
            .presses("4")
            .waits("STREAM FILE", Duration.ofMillis(300))
            .waits("GET DATA", Duration.ofMillis(300))
            .call(server.phonePort());

    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 4");
    assertEnded("answered");
  }

  @ParameterizedTest(name = "{0} with agi_language {1} and number {2}: {3}")
  @CsvSource({
    "survey?lang=de, fr, 022792211, de",
    "survey?lang=xx, fr, 022792211, fr",
    "survey, nl_BE, 022792211, nl",
    "survey, '', 022792211, de",
    "survey, '', 022790000, fr"
  })
  void languageComesFromAddressSystemOrNumber(
      String script, String system, String dialled, String expected) throws Exception {
    Told told =
        asterisk()
            .asks(script)
            .with("agi_language", system)
            .with("agi_dnid", dialled)
            .presses("4")
            .call(server.phonePort());

    assertThat(told.of("GET DATA")).singleElement().asString().contains("/v1/" + expected + "/");
    assertThat(feedback.count("SELECT count(*) FROM rating WHERE language = '" + expected + "'"))
        .isPositive();
  }

  @Test
  void touchpointOfTheAddressWinsAndUnknownNamesAreIgnored() throws Exception {
    Told told =
        asterisk()
            .asks("survey?x=1&touchpoint=canal-population-phone&touchpoint=zzz&&=")
            .presses("4")
            .call(server.phonePort());

    assertThat(told.of("GET DATA"))
        .singleElement()
        .asString()
        .contains("/canal-population-phone_keys-csat_");
    assertEnded("answered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "survey?touchpoint=nowhere",
        "survey?touchpoint=parking-permit",
        "other",
        "survey?touchpoint=a%22%0ASET%20VARIABLE%20RATING%205"
      })
  void addressThatAsksForWhatIsNotThereIsExplainedToTheSystem(String script) throws Exception {
    Told told = asterisk().asks(script).presses("4").call(server.phonePort());

    assertThat(told.commands()).hasSize(2);
    assertThat(told.commands().getLast()).startsWith("VERBOSE \"Onthaal: ").endsWith("\" 1");
    assertEnded("failed");
  }

  @Test
  void sameCallAgainFindsItsRatingAndAnotherKeyChangesNothing() throws Exception {
    String name = InstantSource.system().instant().getEpochSecond() + ".9999";

    Told first = asterisk().with("agi_uniqueid", name).presses("2").call(server.phonePort());
    Told same = asterisk().with("agi_uniqueid", name).presses("2").call(server.phonePort());
    Told other = asterisk().with("agi_uniqueid", name).presses("5").call(server.phonePort());

    assertThat(first.played("thanks")).isTrue();
    assertThat(same.played("thanks")).isTrue();
    assertThat(other.played("thanks")).isFalse();
    assertThat(other.of("SET VARIABLE")).isEmpty();
    assertThat(stored()).isEqualTo(before + 1);
  }

  @Test
  void secretIsAskedForWhereThereIsOne() throws Exception {
    String secret = "0123456789abcdefghijklmnopqrstuv";
    FeedbackServer closed = started(Map.of("intake.phone.secret", secret));

    Told without = asterisk().presses("4").call(closed.phonePort());
    Told wrong = asterisk().asks("survey?secret=x" + secret).presses("4").call(closed.phonePort());
    Told right = asterisk().asks("survey?secret=" + secret).presses("4").call(closed.phonePort());

    assertThat(without.commands()).isEmpty();
    assertThat(wrong.commands()).isEmpty();
    assertThat(right.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 4");
    assertThat(metrics(closed)).contains("onthaal_phone_turned_away_total 2");
  }

  @Test
  void callsBeyondTheLimitAreTurnedAwayAndThoseThatEndMakeRoom() throws Exception {
    FeedbackServer small = started(Map.of("intake.phone.calls-max", "1"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Told> slow =
          threads.submit(() ->
              asterisk()
                  .presses("4")
                  .waits("GET DATA", Duration.ofSeconds(2))
                  .call(small.phonePort()));
      Awaitility.await("a call is turned away")
          .atMost(SOON)
          .until(() -> asterisk().cutsAt("ANSWER").call(small.phonePort()).commands().isEmpty());

      assertThat(slow.get().of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 4");
      Awaitility.await("there is room again")
          .atMost(SOON)
          .until(() -> !asterisk().presses("3").call(small.phonePort()).commands().isEmpty());
    }
  }

  @Test
  void callHasAnEndWhateverTheSystemDoes() throws Exception {
    FeedbackServer brief = started(Map.of("intake.phone.call-max", "10s"));

    Told told =
        asterisk()
            .answers("GET DATA", "")
            .waits("GET DATA", Duration.ofSeconds(1))
            .call(brief.phonePort());

    assertThat(told.commands().getLast()).startsWith("GET DATA");
    assertThat(told.lasted()).isLessThan(Duration.ofSeconds(26));
  }

  @Test
  void callsOfABusyMinuteAreAllStoredAndNoneTwice() throws Exception {
    List<Future<Told>> calls = new ArrayList<>();
    Map<String, Long> wanted = new TreeMap<>();
    try (var threads = Executors.newScheduledThreadPool(40)) {
      for (int i = 0; i < 100; i++) {
        String key = String.valueOf(i % 5 + 1);
        wanted.merge(key, 1L, Long::sum);
        calls.add(
            threads.schedule(
                () ->
                    asterisk()
                        .presses(key)
                        .waits("GET DATA", Duration.ofMillis(500))
                        .call(server.phonePort()),
                100L * i,
                TimeUnit.MILLISECONDS));
      }
      for (Future<Told> call : calls) {
        assertThat(call.get().played("thanks")).isTrue();
      }
    }

    assertThat(stored()).isEqualTo(before + 100);
    assertEnded("answered", 100);
    wanted.forEach((key, count) ->
        assertThat(feedback.count("SELECT count(*) FROM rating WHERE score = " + key))
            .isGreaterThanOrEqualTo(count));
  }

  @Test
  void recordingThatIsNamedIsServed() throws Exception {
    Told told = asterisk().presses("4").call(server.phonePort());
    String address = told.commands().get(1).replaceFirst("^STREAM FILE \"([^\"]+)\".*", "$1");

    HttpResponse<byte[]> answer = get(URI.create(address));

    assertThat(address.length()).isGreaterThanOrEqualTo(70);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("audio/wav");
    assertThat(new String(answer.body(), 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("RIFF");
    assertThat(get(URI.create(address.replace("/v1/", "/v2/"))).statusCode()).isEqualTo(404);
    assertThat(get(URI.create(address.replace("_greeting_", "_x_"))).statusCode()).isEqualTo(404);
  }

  private FeedbackServer started(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("intake.phone.enabled", "true");
    settings.put("intake.phone.port", "0");
    settings.put("intake.phone.touchpoint", TOUCHPOINT);
    settings.put("intake.phone.dialled", "022792211=de");
    settings.putAll(more);
    return feedback.start(InstantSource.system(), settings);
  }

  private ScriptedAsterisk asterisk() {
    return new ScriptedAsterisk()
        .with(
            "agi_uniqueid",
            InstantSource.system().instant().getEpochSecond() + "." + names.incrementAndGet());
  }

  private long stored() {
    return feedback.count("SELECT count(*) FROM rating" + PHONE);
  }

  private void assertEnded(String disposition) {
    assertEnded(disposition, 1);
  }

  // The end is counted once the connection is closed, a moment after the peer sees it.
  private void assertEnded(String disposition, int calls) {
    Map<String, Long> wanted = new TreeMap<>(endedBefore);
    wanted.merge(disposition, (long) calls, Long::sum);
    Awaitility.await("the call has one disposition")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ended()).isEqualTo(wanted));
  }

  private Map<String, Long> ended() throws IOException, InterruptedException {
    Map<String, Long> found = new TreeMap<>();
    COUNTER
        .matcher(metrics(server))
        .results()
        .forEach(row -> found.put(row.group(1), Long.parseLong(row.group(2))));
    return found;
  }

  private String metrics(FeedbackServer of) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + of.managementPort() + "/metrics");
    return client
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
