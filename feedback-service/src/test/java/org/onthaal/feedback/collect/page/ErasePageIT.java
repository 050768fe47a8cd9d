package org.onthaal.feedback.collect.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasePageIT {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String STANDING = "SELECT count(*) FROM rating WHERE score IS NOT NULL";

  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(ErasePageIT.class, keys);
    server = feedback.start(InstantSource.system(), Map.of());
  }

  @AfterAll
  void stop() {
    client.close();
    feedback.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fr, Effacer mon avis",
    "nl, Mijn mening wissen",
    "de, Meine Bewertung löschen",
    "en, Erase my rating",
    "ja, Erase my rating"
  })
  void pageSpeaksTheLanguageAskedFor(String language, String heading) throws Exception {
    HttpResponse<String> page = get("/erase?lang=" + language);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>" + heading + "</h1>");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void receiptErasesItsRatingOnceAndForAll() throws Exception {
    JsonObject receipt = rate();
    long before = feedback.count(STANDING);
    String form = form(text(receipt, "id"), " " + text(receipt, "code") + " ");

    HttpResponse<String> first = post(form, FORM);
    HttpResponse<String> again = post(form, FORM);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("Your rating is erased");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(feedback.count(STANDING)).isEqualTo(before - 1);
  }

  @Test
  void wrongCodeErasesNothingAndIsNotRepeated() throws Exception {
    JsonObject receipt = rate();
    long before = feedback.count(STANDING);
    String wrong = "a" + "b".repeat(26);

    HttpResponse<String> page = post(form(text(receipt, "id"), wrong), FORM);

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("role=\"alert\"", "<title>Error", "value=\"" + text(receipt, "id") + "\"")
        .doesNotContain(wrong);
    assertThat(feedback.count(STANDING)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "number=%zz", "number=42", "code=%3Cscript%3E&number=%3Cscript%3E"})
  void formThatNamesNoRatingIsAskedAgain(String form) throws Exception {
    HttpResponse<String> page = post(form, FORM);

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("role=\"alert\"").doesNotContain("<script");
  }

  @Test
  void bodyThatIsNoFormErasesNothing() throws Exception {
    JsonObject receipt = rate();
    long before = feedback.count(STANDING);

    HttpResponse<String> page =
        post(form(text(receipt, "id"), text(receipt, "code")), "text/plain");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(feedback.count(STANDING)).isEqualTo(before);
  }

  private JsonObject rate() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/ratings"))
            .POST(
                BodyPublishers.ofString(
                    "{\"touchpoint\": \"parking-permit\", \"answers\": [{\"score\": 4}]}"))
            .build();
    return JsonParser.parseString(client.send(request, BodyHandlers.ofString()).body())
        .getAsJsonObject();
  }

  private static String text(JsonObject object, String member) {
    return object.get(member).getAsString();
  }

  private static String form(String number, String code) {
    return "number=" + number + "&code=" + code.replace(" ", "+");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form, String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/erase?lang=en"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }
}
