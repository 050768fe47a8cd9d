package org.onthaal.sample.permit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Invitations;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;

/** People ask for a parking permit, and say in the last step how it went. */
public final class PermitDesk implements AutoCloseable {
  private static final String TOUCHPOINT = "parking-permit";
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final FeedbackClient feedback;
  private final Optional<Invitations> invitations;

  private PermitDesk(
      HttpServer server, FeedbackClient feedback, Optional<Invitations> invitations) {
    this.server = server;
    this.feedback = feedback;
    this.invitations = invitations;
  }

  /**
   * Opens the desk until the process is stopped.
   *
   * @param arguments none; the environment says where Onthaal is, see the README
   * @throws IOException when the port is taken
   */
  public static void main(String[] arguments) throws IOException {
    FeedbackOptions.Builder options =
        FeedbackOptions.builder(setting("ONTHAAL_ADDRESS", "http://localhost:9080"))
            .spool(Path.of(setting("PERMIT_DESK_SPOOL", "permit-desk-spool")))
            .closeAtShutdown(false); // after the desk, see below
    String key = setting("ONTHAAL_KEY", "");
    if (!key.isEmpty()) {
      options.key(key);
    }
    FeedbackClient feedback = FeedbackClient.connect(options.build());
    PermitDesk desk =
        open(feedback, invitations(), Integer.parseInt(setting("PERMIT_DESK_PORT", "8070")));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              desk.close();
              System.out.println(feedback.close(Duration.ofSeconds(5)));
            }));
    System.out.println("Ask for a permit at http://localhost:" + desk.port() + "/");
  }

  private static Optional<Invitations> invitations() {
    String key = setting("ONTHAAL_INVITATION_KEY", "");
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(Invitations.of(setting("ONTHAAL_PAGES", "http://localhost:8080"), key));
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  /** Opens the desk for this machine; port 0 takes a free one. */
  static PermitDesk open(FeedbackClient feedback, Optional<Invitations> invitations, int port)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    PermitDesk desk = new PermitDesk(server, feedback, invitations);
    server.createContext("/", desk::answer);
    server.setExecutor(desk.threads);
    server.start();
    return desk;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Form query = Form.of(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
      Words words = words(exchange, query);
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /" -> send(exchange, 200, Pages.application(words));
        case "POST /permits" -> {
          String plate = Form.read(exchange.getRequestBody()).get("plate");
          send(exchange, 200, Pages.granted(words, plate));
        }
        case "POST /ratings" -> rate(exchange, words, Form.read(exchange.getRequestBody()));
        case "GET /thanks" -> send(exchange, 200, Pages.thanks(words));
        case "GET /status" ->
            send(exchange, 200, Pages.status(feedback.stats(), feedback.health()));
        case "GET /invitation" -> send(exchange, 200, invitation());
        default -> send(exchange, 404, "");
      }
    }
  }

  private static Words words(HttpExchange exchange, Form query) {
    String asked = query.get("lang");
    String browser =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language")).orElse("");
    return Words.in(asked.isEmpty() ? browser : asked);
  }

  /**
   * The only lines that an application needs: what was answered goes to the disk, and on its way.
   */
  private void rate(HttpExchange exchange, Words words, Form form) throws IOException {
    if (!form.get("score").matches("[1-5]")) {
      send(exchange, 400, "");
      return;
    }
    Rating rating =
        Rating.csat(Integer.parseInt(form.get("score")))
            .at(TOUCHPOINT)
            .through(Channel.WEB)
            .in(words.tag())
            .comment(form.get("comment"));
    Submission submission = feedback.submitDurable(rating);
    if (submission instanceof Submission.Rejected rejected) {
      send(exchange, 422, Pages.rejected(words, rejected));
    } else {
      // Reloading the page that follows sends nothing again.
      exchange.getResponseHeaders().set("Location", "/thanks?lang=" + words.tag());
      exchange.sendResponseHeaders(303, -1);
    }
  }

  private String invitation() {
    return invitations
        .map(mint -> mint.mint(TOUCHPOINT, Channel.EMAIL, Duration.ofDays(30)))
        .map(Pages::invitation)
        .orElseGet(Pages::noInvitationKey);
  }

  private static void send(HttpExchange exchange, int status, String page) throws IOException {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Answers what was asked, and nothing more. The client stays open. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
  }
}
