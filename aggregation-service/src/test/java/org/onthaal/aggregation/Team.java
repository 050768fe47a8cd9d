package org.onthaal.aggregation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A team that listens on a webhook. */
final class Team implements AutoCloseable {
  private static final Pattern NEWS =
      Pattern.compile("\"type\":\"([a-z.]+)\".*\"rule\":\"([^\"]+)");

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  Team() {
    server.start();
    answer(204);
  }

  /** What it answers from now on. */
  void answer(int status) {
    server.stubFor(post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(status)));
  }

  /** Ids of the messages, the first one first. */
  List<String> ids() {
    return server.getAllServeEvents().reversed().stream()
        .map(event -> event.getRequest().getHeader("webhook-id"))
        .toList();
  }

  String routes() {
    return """
    receivers: [{name: team, webhook: {url: "http://127.0.0.1:%d/hook", secret: whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==}}]
    routes: [{receiver: team, group-wait: 0s}]
    """
        .formatted(server.port());
  }

  /** What was told so far, as `alert.firing low`, the first one first. */
  List<String> heard() {
    return server.getAllServeEvents().reversed().stream()
        .map(event -> news(event.getRequest().getBodyAsString()))
        .filter(news -> !news.isEmpty())
        .toList();
  }

  /** Of one message: `alert.firing low`. */
  static String news(String body) {
    Matcher news = NEWS.matcher(body);
    return news.find() ? news.group(1) + " " + news.group(2) : "";
  }

  List<String> bodies() {
    return server.getAllServeEvents().reversed().stream()
        .map(event -> event.getRequest().getBodyAsString())
        .toList();
  }

  /** Waits until so much was told. */
  void hears(int count) {
    await(count + " notifications").until(() -> heard().size() >= count);
  }

  @Override
  public void close() {
    server.stop();
  }
}
