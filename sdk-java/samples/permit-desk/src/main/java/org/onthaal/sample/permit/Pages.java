package org.onthaal.sample.permit;

import java.util.Map;
import java.util.TreeMap;
import org.onthaal.sdk.FeedbackStats;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.Invitation;
import org.onthaal.sdk.Submission;

/** The pages of the desk, as HTML. */
final class Pages {
  private static final String STYLE =
      """
      body { font: 1.1rem/1.5 system-ui, sans-serif; color: #1d2b3a; background: #f3f5f8; margin: 0 }
      main { max-width: 34rem; margin: 2rem auto; padding: 1.5rem 2rem; background: #fff; border-radius: .6rem }
      nav { max-width: 34rem; margin: 1rem auto 0; display: flex; gap: 1rem; font-size: .9rem; padding: 0 2rem }
      h1 { font-size: 1.5rem; margin-top: 0 }  fieldset { border: 0; padding: 0; margin: 0 0 1rem }
      label { display: block; padding: .35rem 0 }  legend { font-weight: 600; margin-bottom: .4rem }
      input[type=text], textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #76869a; border-radius: .3rem }
      button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .3rem; background: #14508c; color: #fff }
      table { border-collapse: collapse; width: 100% }  td, th { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #dfe4ea }
      a { color: #14508c }  code { word-break: break-all }
      """;

  private Pages() {}

  static String application(Words words) {
    return page(
        words,
        """
        <form method="post" action="/permits?lang=%s">
          <label>%s <input type="text" name="plate" required maxlength="12" autocomplete="off"></label>
          <p><button>%s</button></p>
        </form>
        """
            .formatted(words.tag(), words.plate(), words.apply()));
  }

  /** The last step: that the permit is granted, and how it went. */
  static String granted(Words words, String plate) {
    StringBuilder points = new StringBuilder();
    for (int score = words.points().size(); score >= 1; score--) {
      points.append(
          "<label><input type=\"radio\" name=\"score\" value=\"%d\" required> %s</label>\n"
              .formatted(score, words.points().get(score - 1)));
    }
    return page(
        words,
        """
        <p>%s <strong>%s</strong>.</p>
        <form method="post" action="/ratings?lang=%s">
          <fieldset><legend>%s</legend>
        %s</fieldset>
          <label>%s <textarea name="comment" rows="3" maxlength="2000"></textarea></label>
          <p><button>%s</button></p>
        </form>
        """
            .formatted(
                words.granted(),
                escaped(plate),
                words.tag(),
                words.question(),
                points,
                words.comment(),
                words.send()));
  }

  static String thanks(Words words) {
    return page(words, "<p>" + words.thanks() + "</p>");
  }

  static String rejected(Words words, Submission.Rejected rejected) {
    return page(words, "<p>" + escaped(rejected.reason() + " " + rejected.violations()) + "</p>");
  }

  /** For the people who run the desk. */
  static String status(FeedbackStats stats, Health health) {
    Map<String, Object> rows = new TreeMap<>();
    rows.put("delivered", stats.delivered());
    rows.put("queued in memory", stats.queued());
    rows.put("spooled on the disk", stats.spooled());
    rows.put("set aside", stats.setAside());
    rows.put("lost", stats.dropped().isEmpty() ? "0" : stats.dropped());
    rows.put("health", health.state() + " " + health.detail());
    StringBuilder table = new StringBuilder("<table>");
    rows.forEach((name, value) ->
        table.append(
            "<tr><th>%s</th><td>%s</td></tr>%n".formatted(name, escaped(String.valueOf(value)))));
    return page(
        Words.in("en"),
        table
            + "</table><p>Stop <code>./onthaal run</code>, rate, and start it again: nothing is lost.</p>"
            + "<script>setTimeout(() => location.reload(), 2000)</script>");
  }

  static String invitation(Invitation invitation) {
    return page(
        Words.in("en"),
        "<p>For one person, once, until %s:</p><p><a href=\"%2$s\"><code>%2$s</code></a></p>"
            .formatted(invitation.expiresAt(), escaped(invitation.link().toString())));
  }

  static String noInvitationKey() {
    return page(
        Words.in("en"),
        "<p>Start the desk with a key that may invite, in <code>ONTHAAL_INVITATION_KEY</code>. "
            + "<code>./onthaal keys create --help</code> says how to make one.</p>");
  }

  private static String page(Words words, String body) {
    StringBuilder languages = new StringBuilder();
    for (Words each : Words.ALL) {
      languages.append("<a href=\"/?lang=%1$s\" lang=\"%1$s\">%1$s</a>\n".formatted(each.tag()));
    }
    return """
    <!doctype html>
    <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>%s</title><style>%s</style></head>
    <body><nav>%s<a href="/invitation">invitation</a> <a href="/status">status</a></nav>
    <main><h1>%s</h1>%s</main></body></html>
    """
        .formatted(words.tag(), words.title(), STYLE, languages, words.title(), body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
