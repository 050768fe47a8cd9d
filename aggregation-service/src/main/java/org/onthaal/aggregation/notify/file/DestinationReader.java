package org.onthaal.aggregation.notify.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.ChatKind;
import org.onthaal.aggregation.notify.Destination.Signing;
import org.onthaal.aggregation.notify.Secret;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads where one receiver is told; what is wrong is noted in the section. One thread, one use.
final class DestinationReader {
  private static final String URL_EXPECTED =
      "an absolute https address such as https://hooks.example.org/onthaal, without user and fragment";
  private static final String KINDS =
      "one of the mappings webhook, slack, teams, mattermost, pagerduty, alertmanager and email";

  /// PagerDuty's documentation, "Events API v2 Overview"; the service region in Europe has another.
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");

  /// The same documentation, "Send an Alert Event": a key of 32 characters.
  private static final Pattern ROUTING_KEY = Pattern.compile("[A-Za-z0-9]{32}");

  /// Each alert is sent to every instance; a cluster has three or five.
  private static final int INSTANCES_MAX = 16;

  private final YamlSection section;
  private final RouteFile.SecretFiles files;

  DestinationReader(YamlSection section, RouteFile.SecretFiles files) {
    this.section = section;
    this.files = files;
  }

  Optional<Destination> destination() {
    List<String> kinds =
        Stream.of("webhook", "slack", "teams", "mattermost", "pagerduty", "alertmanager", "email")
            .filter(section::has)
            .toList();
    if (kinds.isEmpty()) {
      section.require("webhook", KINDS);
    }
    for (String kind : kinds.subList(Math.min(1, kinds.size()), kinds.size())) {
      section.refuse(kind, "only " + KINDS);
    }
    Optional<Destination> found = Optional.empty();
    for (String kind : kinds) {
      Optional<Destination> read = section.section(kind).flatMap(of -> destination(kind, of));
      found = found.isPresent() ? found : read;
    }
    return found;
  }

  private Optional<Destination> destination(String kind, YamlSection of) {
    SecretText secrets = new SecretText(of, files);
    Optional<? extends Destination> read =
        switch (kind) {
          case "webhook" -> webhook(of, secrets);
          case "slack" -> chat(ChatKind.SLACK, of, secrets);
          case "teams" -> chat(ChatKind.TEAMS, of, secrets);
          case "mattermost" -> chat(ChatKind.MATTERMOST, of, secrets);
          case "pagerduty" -> pagerDuty(of, secrets);
          case "alertmanager" -> alertmanager(of, secrets);
          default -> new EmailReader(of, secrets).email();
        };
    of.refuseOthers();
    return read.map(Destination.class::cast);
  }

  private static Optional<Destination.Webhook> webhook(YamlSection of, SecretText texts) {
    of.require("url", URL_EXPECTED);
    Optional<URI> url = of.text("url").flatMap(text -> url(of, "url", text));
    Signing signing = of.word("signature", Signing.class).orElse(Signing.STANDARD);
    List<String> written = texts.all("secret");
    List<Secret> secrets = written.stream().flatMap(text -> Secret.parse(text).stream()).toList();
    if (secrets.size() != written.size() || secrets.size() > Destination.Webhook.SECRETS_MAX) {
      of.refuseHidden(
          texts.usedKey("secret"), Secret.EXPECTED + "; two of them while a secret is changed");
      return Optional.empty();
    }
    return url.isEmpty() || secrets.isEmpty()
        ? Optional.empty()
        : Optional.of(new Destination.Webhook(url.get(), signing, secrets));
  }

  private static Optional<Destination.Chat> chat(ChatKind kind, YamlSection of, SecretText texts) {
    return texts
        .one("url")
        .flatMap(text -> hiddenUrl(of, texts.usedKey("url"), text))
        .map(url -> new Destination.Chat(kind, url));
  }

  private static Optional<Destination.PagerDuty> pagerDuty(YamlSection of, SecretText texts) {
    Optional<URI> url =
        of.has("url")
            ? of.text("url").flatMap(text -> url(of, "url", text))
            : Optional.of(PAGERDUTY);
    Optional<Credential> key = texts.one("routing-key").map(Credential::new);
    if (key.filter(word -> !ROUTING_KEY.matcher(word.value()).matches()).isPresent()) {
      of.refuseHidden(
          texts.usedKey("routing-key"), "the integration key of a service, 32 letters and digits");
      return Optional.empty();
    }
    return url.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Destination.PagerDuty(url.get(), key.get()));
  }

  private static Optional<Destination.Alertmanager> alertmanager(YamlSection of, SecretText texts) {
    of.require("urls", "the address of each instance, such as https://alertmanager.example.org");
    List<String> written = of.texts("urls");
    List<URI> urls = new ArrayList<>();
    for (String text : written) {
      url(of, "urls", text).ifPresent(urls::add);
    }
    if (urls.size() > INSTANCES_MAX) {
      of.refuse("urls", "at most " + INSTANCES_MAX + " addresses");
      return Optional.empty();
    }
    Optional<String> token = texts.optional("token").map(text -> "Bearer " + text);
    Optional<String> user = of.text("user");
    Optional<String> password = texts.optional("password");
    if (user.isPresent() != password.isPresent() || (user.isPresent() && token.isPresent())) {
      of.refuseHidden("user", "user with password, or token, or neither");
    }
    Optional<String> basic = user.flatMap(name -> password.map(word -> basic(name, word)));
    return urls.isEmpty() || urls.size() != written.size()
        ? Optional.empty()
        : Optional.of(
            new Destination.Alertmanager(urls, token.or(() -> basic).map(Credential::new)));
  }

  /// RFC 7617.
  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /// What stands before an `@` or after a `?` may be a password.
  private static Optional<URI> url(YamlSection of, String key, String text) {
    Optional<URI> url = parsed(text);
    if (url.isEmpty() && (text.contains("@") || text.contains("?"))) {
      of.refuseHidden(key, URL_EXPECTED);
    } else if (url.isEmpty()) {
      of.refuse(key, URL_EXPECTED);
    }
    return url;
  }

  static Optional<URI> hiddenUrl(YamlSection of, String key, String text) {
    Optional<URI> url = parsed(text);
    if (url.isEmpty()) {
      of.refuseHidden(key, URL_EXPECTED);
    }
    return url;
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text)).filter(DestinationReader::isUsable);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// Plain http is refused later, unless it goes to an allowed address: that is the guard's to say.
  private static boolean isUsable(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("https") || scheme.equals("http"))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }
}
