package org.onthaal.feedback.collect.page;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.onthaal.feedback.survey.Language;

/// What all pages have in common on the wire.
final class HttpPages {
  private static final List<Header> HEADERS =
      List.of(
          HeaderValues.create(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                  + "base-uri 'none'; frame-ancestors 'none'"),
          HeaderValues.create("X-Content-Type-Options", "nosniff"),
          HeaderValues.create("Referrer-Policy", "no-referrer"),
          HeaderValues.create("Cache-Control", "no-store"),
          HeaderValues.create("Content-Type", "text/html; charset=utf-8"));
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  private HttpPages() {}

  static void send(ServerResponse response, Status status, Html page) {
    HEADERS.forEach(response::header);
    response.status(status).send(page.markup().getBytes(StandardCharsets.UTF_8));
  }

  /// Whether the body is what a browser sends of a form.
  static boolean isForm(ServerRequest request) {
    return request
        .headers()
        .contentType()
        .filter(type -> type.text().equals(FORM_TYPE) || type.text().startsWith(FORM_TYPE + ";"))
        .isPresent();
  }

  /// Languages in order of preference: the one that was asked for, then those of the browser.
  static Stream<Language> languages(ServerRequest request, String wanted) {
    return Stream.concat(Language.parse(wanted).stream(), preferred(request));
  }

  private static Stream<Language> preferred(ServerRequest request) {
    String header = request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse("*");
    try {
      return Locale.LanguageRange.parse(header).stream()
          .flatMap(range -> Language.parse(range.getRange()).stream());
    } catch (IllegalArgumentException _) {
      // A preference that cannot be read is none.
      return Stream.empty();
    }
  }
}
