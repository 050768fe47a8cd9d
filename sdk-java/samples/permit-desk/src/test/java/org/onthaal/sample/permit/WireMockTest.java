package org.onthaal.sample.permit;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wiremock.grpc.dsl.WireMockGrpc.Status.UNAUTHENTICATED;
import static org.wiremock.grpc.dsl.WireMockGrpc.jsonTemplate;
import static org.wiremock.grpc.dsl.WireMockGrpc.method;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.wiremock.grpc.GrpcExtensionFactory;
import org.wiremock.grpc.dsl.WireMockGrpcService;

/** The client meets WireMock over the network, as docs/integrate-java.md shows it. */
class WireMockTest {
  private static final Rating RATING = Rating.csat(4).at("parking-permit");

  @TempDir private Path folder;
  private WireMockServer wireMock;
  private WireMockGrpcService onthaal;

  @BeforeEach
  void start() throws IOException {
    Path contract = Files.createDirectories(folder.resolve("grpc")).resolve("onthaal.dsc");
    try (InputStream descriptors =
        FeedbackServiceGrpc.class.getResourceAsStream("/onthaal/v1.desc")) {
      Files.copy(Objects.requireNonNull(descriptors), contract);
    }
    wireMock =
        new WireMockServer(
            wireMockConfig()
                .dynamicPort()
                .withRootDirectory(folder.toString())
                .extensions(new GrpcExtensionFactory()));
    wireMock.start();
    onthaal =
        new WireMockGrpcService(new WireMock(wireMock.port()), FeedbackServiceGrpc.SERVICE_NAME);
  }

  @AfterEach
  void stop() {
    wireMock.stop();
  }

  @Test
  void ratingsAreStoredAndSeen() {
    storeEverything();

    try (FeedbackClient client = connect()) {
      Submission submission = client.submitAndWait(RATING, Duration.ofSeconds(30));

      assertThat(submission).isInstanceOf(Submission.Delivered.class);
      onthaal
          .verify(1, "SubmitRatings")
          .withRequestMessage(
              matchingJsonPath("$.ratings[0].touchpoint", equalTo("parking-permit")));
    }
  }

  private void storeEverything() {
    onthaal.stubFor(
        method("SubmitRatings")
            .willReturn(
                jsonTemplate(
                    """
                    {"results": [
                      {{#each (jsonPath request.body '$.ratings') as |rating|}}
                        {{#unless @first}},{{/unless}}
                        {"receipt": {"id": "{{rating.id}}", "administration": "town", "code": "code"}}
                      {{/each}}
                    ]}
                    """)));
  }

  @Test
  void refusedKeyIsToldByTheHealthAndNothingIsLost() {
    onthaal.stubFor(method("SubmitRatings").willReturn(UNAUTHENTICATED, "no such key"));

    try (FeedbackClient client = connect()) {
      client.submitAndWait(RATING, Duration.ofSeconds(2));
      assertThat(client.health().state()).isEqualTo(Health.State.BLOCKED);

      storeEverything();
      assertThat(client.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(client.stats().delivered()).isEqualTo(1);
    }
  }

  private FeedbackClient connect() {
    return FeedbackClient.connect(
        FeedbackOptions.builder("http://localhost:" + wireMock.port())
            .retries(Duration.ofMillis(10), Duration.ofMillis(100))
            .build());
  }
}
