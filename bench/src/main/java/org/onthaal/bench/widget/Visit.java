package org.onthaal.bench.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One person on one page, in a browser that has never seen it, on a slow processor: it loads, the
/// form is used with a real pointer and real keys, and sent. The page is asked through the protocol
/// of the browser's tools alone, since what drivers put into pages would be measured, too.
final class Visit implements AutoCloseable {
  private static final int SLOWDOWN = 4;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;
  private static final double REST_MILLIS = 500;
  private static final double BETWEEN_KEYS_MILLIS = 30;

  private final Candidate candidate;
  private final PageServer server;
  private final Traffic traffic;
  private final BrowserContext context;
  private final Page page;
  private final CDPSession session;
  private final Set<String> elsewhere = new HashSet<>();
  private final List<String> complaints = new ArrayList<>();

  private Visit(Browser browser, PageServer server, Candidate candidate, String probe) {
    this.candidate = candidate;
    this.server = server;
    traffic = server.newTraffic();
    context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setLocale("en"));
    context.addInitScript(probe);
    page = context.newPage();
    session = context.newCDPSession(page);
  }

  /// Goes there, does everything, leaves.
  static Visited make(Browser browser, PageServer server, Candidate candidate, String probe)
      throws NotMeasurable {
    try (Visit visit = new Visit(browser, server, candidate, probe)) {
      return visit.make();
    }
  }

  private Visited make() throws NotMeasurable {
    String origin = server.page("").resolve("/").toString();
    page.onRequest(request -> {
      if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
        elsewhere.add(request.url());
      }
    });
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    send("Performance.enable", new JsonObject());
    JsonObject rate = new JsonObject();
    rate.addProperty("rate", SLOWDOWN);
    send("Emulation.setCPUThrottlingRate", rate);
    page.navigate(
        server.page(candidate.name()).toString(),
        new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    double shown = seen(candidate.opener().isEmpty() ? candidate.form() : candidate.opener());
    Sighting loading = rest();
    Sighting using = new Sighting(List.of(), List.of());
    if (!candidate.opener().isEmpty()) {
      press(candidate.opener());
      JsonObject open = shown(candidate.form());
      shown += open.get("at").getAsDouble() - open.get("pressed").getAsDouble();
      Sighting opening = rest();
      loading = loading.and(opening);
      using = using.and(new Sighting(List.of(), opening.interactions()));
    }
    Loaded loaded =
        new Loaded(shown, mainMillis(), traffic.scriptBytes(), traffic.bytes(), traffic.requests());
    Map<Candidate.Act, Double> acts = new EnumMap<>(Candidate.Act.class);
    for (Candidate.Step step : candidate.steps()) {
      Sighting sighting = perform(step);
      using = using.and(sighting);
      acts.merge(step.act(), sighting.interactionMillis(), Math::max);
    }
    checkSent();
    return new Visited(loaded, loading, using, acts, kept(), Set.copyOf(elsewhere));
  }

  private Sighting perform(Candidate.Step step) throws NotMeasurable {
    press(step.selector());
    if (step.act() == Candidate.Act.WRITE) {
      page.keyboard()
          .type(Candidate.COMMENT, new Keyboard.TypeOptions().setDelay(BETWEEN_KEYS_MILLIS));
    }
    return rest();
  }

  private void press(String selector) throws NotMeasurable {
    JsonObject place = ask("benchProbe.place(%s)".formatted(quoted(selector)), selector);
    page.mouse().click(place.get("x").getAsDouble(), place.get("y").getAsDouble());
  }

  private double seen(String selector) throws NotMeasurable {
    return shown(selector).get("at").getAsDouble();
  }

  private JsonObject shown(String selector) throws NotMeasurable {
    return ask("benchProbe.shown(%s)".formatted(quoted(selector)), selector);
  }

  /// Lets the page finish what it began, and reads what the browser reported.
  private Sighting rest() throws NotMeasurable {
    page.waitForTimeout(REST_MILLIS);
    return Sighting.of(ask("benchProbe.take()", ""));
  }

  /// Nothing is a figure that did not end with what the person wrote at the server.
  private void checkSent() throws NotMeasurable {
    if (candidate.done().isEmpty()) {
      return;
    }
    var _ = shown(candidate.done());
    if (!traffic.hasSent(Candidate.COMMENT)) {
      throw new NotMeasurable(
          candidate.name() + ": the form says that it was sent, but the comment never arrived.");
    }
    if (!traffic.unknown().isEmpty()) {
      throw new NotMeasurable(
          "%s asks for what this bench does not answer: %s."
              .formatted(candidate.name(), String.join(", ", traffic.unknown())));
    }
  }

  private Set<String> kept() throws NotMeasurable {
    Set<String> kept = new HashSet<>();
    context.cookies().forEach(cookie -> kept.add("cookie " + cookie.name));
    JsonArray stored = value("benchProbe.kept()", "").getAsJsonArray();
    stored.forEach(name -> kept.add(name.getAsString()));
    return Set.copyOf(kept);
  }

  /// What the main thread was busy with since the page began, in milliseconds.
  private double mainMillis() throws NotMeasurable {
    JsonArray metrics = send("Performance.getMetrics", new JsonObject()).getAsJsonArray("metrics");
    for (JsonElement element : metrics) {
      JsonObject metric = element.getAsJsonObject();
      if (metric.get("name").getAsString().equals("TaskDuration")) {
        return metric.get("value").getAsDouble() * 1e3;
      }
    }
    throw new NotMeasurable("The browser does not tell how long its main thread was busy.");
  }

  private JsonObject ask(String expression, String awaited) throws NotMeasurable {
    return value(expression, awaited).getAsJsonObject();
  }

  /// @param awaited what is waited for; empty where nothing is
  private JsonElement value(String expression, String awaited) throws NotMeasurable {
    JsonObject question = new JsonObject();
    question.addProperty("expression", expression);
    question.addProperty("awaitPromise", true);
    question.addProperty("returnByValue", true);
    JsonObject answer = send("Runtime.evaluate", question);
    if (answer.has("exceptionDetails")) {
      throw new NotMeasurable(
          "%s: %s did not come%s."
              .formatted(
                  candidate.name(),
                  awaited.isEmpty() ? expression : awaited,
                  complaints.isEmpty()
                      ? ""
                      : "; the page says: " + String.join(" | ", complaints)));
    }
    return answer.getAsJsonObject("result").get("value");
  }

  private JsonObject send(String method, JsonObject parameters) {
    @Nullable JsonObject answer = session.send(method, parameters);
    return answer == null ? new JsonObject() : answer;
  }

  private static String quoted(String selector) {
    return "\"" + selector.replace("\"", "\\\"") + "\"";
  }

  @Override
  public void close() {
    context.close();
  }
}
