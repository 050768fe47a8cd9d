package org.onthaal.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.Rating;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A web application with Actuator, as somebody would write one; nothing of it knows the starter's
 * classes.
 */
class OnthaalApplicationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void ratingOfARequestArrivesAndIsCountedInTheMetrics() throws Exception {
    try (StoringDoor door = new StoringDoor();
        ConfigurableApplicationContext application = start(door)) {
      HttpResponse<String> answer =
          call(
              application,
              HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()),
              "/ratings?score=4");

      assertThat(answer.body()).isEqualTo("kept");
      assertThat(application.getBean(FeedbackClient.class).flush(PATIENCE)).isTrue();
      assertThat(door.stored()).hasSize(1);
      assertThat(get(application, "/actuator/metrics/onthaal.ratings.delivered").body())
          .contains("\"value\":1.0");
      assertThat(
              get(application, "/actuator/metrics/onthaal.ratings.dropped?tag=reason:expired")
                  .body())
          .contains("\"value\":0.0");
    }
  }

  @Test
  void clientThatIsNotLetInIsSeenAndTakesTheApplicationOutOfNothing() throws Exception {
    try (StoringDoor door = new StoringDoor();
        ConfigurableApplicationContext application = start(door)) {
      assertThat(get(application, "/actuator/health/onthaal").body())
          .contains("\"status\":\"UP\"", "\"state\":\"DELIVERING\"");

      door.lock();
      FeedbackClient client = application.getBean(FeedbackClient.class);
      client.submitAndWait(Rating.csat(4).at("parking-permit"), Duration.ofSeconds(2));

      HttpResponse<String> own = get(application, "/actuator/health/onthaal");
      assertThat(own.body()).contains("\"status\":\"BLOCKED\"", "no such key", "\"waiting\":1");
      assertThat(own.statusCode()).isEqualTo(200);
      HttpResponse<String> all = get(application, "/actuator/health");
      assertThat(all.body())
          .containsPattern("^\\{\"status\":\"UP\"|,\"status\":\"UP\"}$")
          .contains("\"status\":\"BLOCKED\"");
      assertThat(all.statusCode()).isEqualTo(200);
    }
  }

  private ConfigurableApplicationContext start(StoringDoor door) {
    return SpringApplication.run(
        Application.class,
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--onthaal.address=" + door.address(),
        "--onthaal.spool=" + folder.resolve("spool"),
        "--onthaal.touchpoint=parking-permit",
        "--onthaal.close-timeout=100ms",
        "--management.endpoints.web.exposure.include=health,metrics",
        "--management.endpoint.health.show-details=always");
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext application, String path)
      throws IOException, InterruptedException {
    return call(application, HttpRequest.newBuilder().GET(), path);
  }

  private static HttpResponse<String> call(
      ConfigurableApplicationContext application, HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    return HttpClient.newHttpClient()
        .send(
            request.uri(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** An application with one controller. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Permits.class)
  static class Application {}
}
