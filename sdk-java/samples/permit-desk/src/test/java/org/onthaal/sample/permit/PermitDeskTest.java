package org.onthaal.sample.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.Invitations;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.testing.FakeFeedback;

class PermitDeskTest {
  private static final String KEY = "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7";

  private final FakeFeedback fake = FakeFeedback.create();
  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private PermitDesk desk;

  @BeforeEach
  void open() throws IOException {
    desk =
        PermitDesk.open(
            fake.client(), Optional.of(Invitations.of("http://localhost:8080", KEY)), 0);
  }

  @AfterEach
  void close() {
    desk.close();
    fake.close();
  }

  @Test
  void ratingOfTheLastStepIsSent() throws Exception {
    assertThat(get("/?lang=nl")).contains("Nummerplaat");
    assertThat(post("/permits?lang=nl", "plate=1-ABC-123")).contains("1-ABC-123", "Zeer tevreden");
    assertThat(post("/ratings?lang=nl", "score=4&comment=Vlot+geholpen"))
        .contains("Uw mening is bewaard");

    Rating arrived = fake.ratings().get(0);
    assertThat(fake.ratings()).hasSize(1);
    assertThat(arrived.touchpoint()).isEqualTo("parking-permit");
    assertThat(arrived.channel()).contains(Channel.WEB);
    assertThat(arrived.language()).isEqualTo("nl");
    assertThat(arrived.comment()).isEqualTo("Vlot geholpen");
    assertThat(arrived.answers()).isEqualTo(Rating.csat(4).answers());
  }

  @Test
  void everyLanguageHasAWordForEachScore() throws Exception {
    for (Words words : Words.ALL) {
      String page = post("/permits?lang=" + words.tag(), "plate=1");
      assertThat(page).contains("lang=\"" + words.tag() + "\"", words.question());
      assertThat(words.points()).hasSize(5).allMatch(page::contains).doesNotHaveDuplicates();
    }
    assertThat(Words.ALL).extracting(Words::tag).isEqualTo(List.of("fr", "nl", "de", "en"));
  }

  @Test
  void browserSaysInWhichLanguageToStart() throws Exception {
    assertThat(send(request("/").header("Accept-Language", "de-BE,fr;q=0.5").GET()))
        .contains("Kennzeichen");
  }

  @Test
  void statusTellsWhatArrivedAndWhatIsWrong() throws Exception {
    post("/ratings", "score=5");
    assertThat(fake.ratings()).hasSize(1);
    assertThat(get("/status"))
        .contains("<th>delivered</th><td>1</td>", "<th>health</th><td>DELIVERING </td>");
  }

  @Test
  void whatPeopleTypeIsShownAsText() throws Exception {
    assertThat(post("/permits", "plate=%3Cscript%3E")).contains("&lt;script&gt;");
  }

  @Test
  void answerWithoutAScoreIsNotSent() throws Exception {
    post("/ratings", "score=6");
    post("/ratings", "comment=x");

    assertThat(fake.ratings()).isEmpty();
    assertThat(fake.client().stats().droppedInAll()).isZero();
  }

  @Test
  void invitationIsALinkToTheServicesOwnPage() throws Exception {
    assertThat(get("/invitation")).contains("http://localhost:8080/i/");
  }

  @Test
  void deskWithoutAnInvitationKeySaysHowToGetOne() throws Exception {
    try (PermitDesk other = PermitDesk.open(fake.client(), Optional.empty(), 0)) {
      HttpRequest asked =
          HttpRequest.newBuilder(URI.create("http://localhost:" + other.port() + "/invitation"))
              .build();
      assertThat(browser.send(asked, HttpResponse.BodyHandlers.ofString()).body())
          .contains("ONTHAAL_INVITATION_KEY");
    }
  }

  private String get(String path) throws Exception {
    return send(request(path).GET());
  }

  private String post(String path, String form) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + desk.port() + path));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
