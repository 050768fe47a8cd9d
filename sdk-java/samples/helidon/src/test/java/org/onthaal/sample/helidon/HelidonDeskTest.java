package org.onthaal.sample.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;
import org.onthaal.sdk.testing.FakeFeedback;

class HelidonDeskTest {
  @Test
  void ratingIsSentAndCountedAndTheClientEndsWithTheServer() throws Exception {
    try (FakeFeedback fake = FakeFeedback.create()) {
      WebServer server = HelidonDesk.start(fake.client(), 0);
      HttpRequest.Builder rate = request(server, "/ratings/4");
      assertThat(send(rate.POST(HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(202);

      assertThat(fake.ratings())
          .singleElement()
          .satisfies(arrived -> assertThat(arrived.answers()).isEqualTo(Rating.csat(4).answers()));
      assertThat(send(request(server, "/metrics").GET()).body())
          .contains("onthaal_ratings_delivered_total 1.0");

      server.stop();

      assertThat(fake.client().submit(Rating.csat(4).at("parking-permit")))
          .isInstanceOfSatisfying(
              Submission.Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(DropReason.CLOSED));
    }
  }

  private static HttpRequest.Builder request(WebServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
