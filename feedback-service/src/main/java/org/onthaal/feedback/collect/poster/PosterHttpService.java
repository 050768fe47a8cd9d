package org.onthaal.feedback.collect.poster;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.HttpRequests;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// The poster of a touchpoint, to be printed. Writes nothing. Needs threads that may block.
public final class PosterHttpService implements HttpService {
  // Posters drawn at a time; each takes a moment of a processor, and nobody prints a thousand.
  private static final int DRAWN_MAX = 2;

  private static final Header POLICY =
      HeaderValues.create(
          "Content-Security-Policy",
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  private static final Header NO_SNIFFING =
      HeaderValues.create("X-Content-Type-Options", "nosniff");
  private static final Header FOR_A_WHILE =
      HeaderValues.create("Cache-Control", "public, max-age=300");

  private final SurveyCatalog catalog;
  private final Supplier<URI> base;
  private final Semaphore permits = new Semaphore(DRAWN_MAX);

  /// @param base public address of the hosted pages, without a slash at its end
  public PosterHttpService(SurveyCatalog catalog, Supplier<URI> base) {
    this.catalog = catalog;
    this.base = base;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/r/{key}/poster", this::poster);
  }

  private enum Format {
    PDF("application/pdf"),
    SVG("image/svg+xml; charset=utf-8");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  private void poster(ServerRequest request, ServerResponse response) {
    List<Violation> found =
        HttpRequests.queryViolations(request, Set.of("format", "size", "lang"), Set.of());
    String key = request.path().pathParameters().get("key");
    Optional<Touchpoint> touchpoint = catalog.awaitTouchpoint(key);
    if (touchpoint.isEmpty()) {
      Problem unknown = new Problem(Reason.TOUCHPOINT_UNKNOWN, "no touchpoint has the key " + key);
      HttpDoor.refuse(response, found.isEmpty() ? unknown : HttpRequests.named(Problem.of(found)));
      return;
    }
    List<Language> languages = languages(touchpoint.get());
    if (touchpoint.get().retired()) {
      found.add(
          new Violation("key", Reason.TOUCHPOINT_RETIRED, "a touchpoint that still takes ratings"));
    }
    if (!touchpoint.get().channels().contains(Channel.QR)) {
      found.add(new Violation("key", Reason.CHANNEL_NOT_ALLOWED, "a touchpoint that lists QR"));
    }
    Optional<Format> format = chosen(request, "format", List.of(Format.values()), found);
    Optional<PaperSize> size = chosen(request, "size", List.of(PaperSize.values()), found);
    Optional<Language> language = chosen(request, "lang", languages, found);
    if (!found.isEmpty()) {
      HttpDoor.refuse(response, HttpRequests.named(Problem.of(found)));
    } else if (!permits.tryAcquire()) {
      HttpDoor.refuse(response, Problems.overloaded());
    } else {
      try {
        send(
            response,
            LocalizedSurvey.of(catalog, touchpoint.get(), language),
            PosterWords.in(language.orElseThrow()),
            format.orElseThrow(),
            size.orElseThrow());
      } finally {
        permits.release();
      }
    }
  }

  private void send(
      ServerResponse response,
      LocalizedSurvey survey,
      PosterWords words,
      Format format,
      PaperSize size) {
    Poster poster = poster(survey, words);
    byte[] body =
        switch (format) {
          case PDF -> PdfPoster.of(poster, size);
          case SVG -> SvgPoster.of(poster, size).getBytes(StandardCharsets.UTF_8);
        };
    String name =
        String.join("-", survey.touchpoint().key(), word(words), word(size)) + "." + word(format);
    response
        .header(HeaderNames.CONTENT_TYPE, format.mediaType)
        .header(HeaderNames.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
        .header(POLICY)
        .header(NO_SNIFFING)
        .header(FOR_A_WHILE)
        .send(body);
  }

  private Poster poster(LocalizedSurvey survey, PosterWords words) {
    String page = base.get() + "/r/" + survey.touchpoint().key();
    return Poster.of(
        survey,
        words,
        URI.create(page + "?via=qr"),
        page.replaceFirst("^https?://", ""),
        Letters.FONT);
  }

  /// Languages in which both the survey and the poster have words.
  private static List<Language> languages(Touchpoint touchpoint) {
    List<Language> both = new ArrayList<>(touchpoint.languages());
    both.retainAll(Language.REQUIRED);
    return both.isEmpty() ? Language.REQUIRED : both;
  }

  /// The value that a parameter names; the first where it is absent.
  private static <T> Optional<T> chosen(
      ServerRequest request, String name, List<T> offered, List<Violation> found) {
    String wanted = HttpRequests.parameter(request, name);
    Optional<T> chosen =
        wanted.isEmpty()
            ? Optional.of(offered.getFirst())
            : offered.stream().filter(one -> word(one).equals(wanted)).findFirst();
    if (chosen.isEmpty()) {
      found.add(
          new Violation(
              name,
              Reason.INVALID,
              "one of "
                  + String.join(", ", offered.stream().map(PosterHttpService::word).toList())));
    }
    return chosen;
  }

  private static String word(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /// Read when somebody first asks: most starts never need it.
  private static final class Letters {
    static final PosterFont FONT = PosterFont.read();
  }
}
