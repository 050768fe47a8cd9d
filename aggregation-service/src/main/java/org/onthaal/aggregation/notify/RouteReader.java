package org.onthaal.aggregation.notify;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.notify.ReceiverSpec.Signing;
import org.onthaal.aggregation.rule.SelectionReader;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Watch.Selection;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads the receivers and routes of one file; what is wrong is noted in it. One thread, one use.
final class RouteReader {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String NAME_EXPECTED =
      "letters, digits, dots, dashes and underscores, at most 64 characters";
  private static final String URL_EXPECTED =
      "an absolute https address such as https://hooks.example.org/onthaal, without user and fragment";

  /// A longer wait would look like a lost notification.
  private static final Duration GROUP_WAIT_MAX = Duration.ofHours(1);

  private final YamlSection file;
  private final RouteFile.SecretFiles secretFiles;
  private final Set<String> names = new HashSet<>();

  RouteReader(YamlSection file, RouteFile.SecretFiles secretFiles) {
    this.file = file;
    this.secretFiles = secretFiles;
  }

  RouteTable table() {
    file.require("receivers", "a list of receivers");
    file.require("routes", "a list of routes");
    List<ReceiverSpec> receivers = new ArrayList<>();
    for (YamlSection section : file.sections("receivers")) {
      receiver(section).ifPresent(receivers::add);
    }
    List<Route> routes = new ArrayList<>();
    for (YamlSection section : file.sections("routes")) {
      route(section).ifPresent(routes::add);
    }
    Optional<String> meta = file.text("meta-receiver");
    if (meta.isPresent() && !names.contains(meta.get())) {
      file.refuse("meta-receiver", "the name of a receiver of this file");
    }
    file.refuseOthers();
    return new RouteTable(receivers, routes, meta);
  }

  private Optional<ReceiverSpec> receiver(YamlSection section) {
    section.require("name", "a name of " + NAME_EXPECTED);
    Optional<String> name = section.text("name");
    if (name.isPresent() && !name.get().matches(NAME)) {
      section.refuse("name", NAME_EXPECTED);
    } else if (name.isPresent() && !names.add(name.get())) {
      section.refuse("name", "a name that no other receiver of the file has");
    }
    section.require("webhook", "a mapping with url and secret");
    Optional<ReceiverSpec> spec =
        section.section("webhook").flatMap(webhook -> webhook(name.orElse("?"), webhook));
    section.refuseOthers();
    return spec;
  }

  private Optional<ReceiverSpec> webhook(String name, YamlSection webhook) {
    webhook.require("url", URL_EXPECTED);
    Optional<URI> url = url(webhook);
    Signing signing = webhook.word("signature", Signing.class).orElse(Signing.STANDARD);
    List<Secret> secrets = secrets(webhook);
    webhook.refuseOthers();
    return url.isEmpty() || secrets.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReceiverSpec(name, url.get(), signing, secrets));
  }

  private static Optional<URI> url(YamlSection webhook) {
    Optional<String> text = webhook.text("url");
    try {
      Optional<URI> url =
          text.isEmpty()
              ? Optional.empty()
              : Optional.of(new URI(text.get())).filter(RouteReader::isUsable);
      if (text.isPresent() && url.isEmpty()) {
        refuseUrl(webhook, text.get());
      }
      return url;
    } catch (URISyntaxException e) {
      refuseUrl(webhook, text.orElse(""));
      return Optional.empty();
    }
  }

  /// What stands before an `@` or after a `?` may be a password.
  private static void refuseUrl(YamlSection webhook, String text) {
    if (text.contains("@") || text.contains("?")) {
      webhook.refuseHidden("url", URL_EXPECTED);
    } else {
      webhook.refuse("url", URL_EXPECTED);
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

  private List<Secret> secrets(YamlSection webhook) {
    List<String> texts = new ArrayList<>(webhook.texts("secret"));
    for (String name : webhook.texts("secret-file")) {
      try {
        texts.add(secretFiles.read(name));
      } catch (IOException | IllegalArgumentException e) {
        webhook.refuse("secret-file", "a file that can be read");
        return List.of();
      }
    }
    if (webhook.has("secret") == webhook.has("secret-file")) {
      webhook.refuseHidden("secret", "exactly one of secret and secret-file");
      return List.of();
    }
    List<Secret> secrets = texts.stream().flatMap(text -> Secret.parse(text).stream()).toList();
    String key = webhook.has("secret") ? "secret" : "secret-file";
    if (secrets.size() != texts.size() || secrets.size() > ReceiverSpec.SECRETS_MAX) {
      webhook.refuseHidden(key, Secret.EXPECTED + "; two of them while a secret is changed");
      return List.of();
    }
    return secrets;
  }

  private Optional<Route> route(YamlSection section) {
    section.require("receiver", "the name of a receiver of this file");
    Optional<String> receiver = section.text("receiver");
    if (receiver.isPresent() && !names.contains(receiver.get())) {
      section.refuse("receiver", "the name of a receiver of this file");
    }
    Duration groupWait = section.duration("group-wait").orElse(Duration.ZERO);
    if (groupWait.compareTo(GROUP_WAIT_MAX) > 0) {
      section.refuse("group-wait", "at most 1h");
    }
    Optional<YamlSection> matchers = section.section("matchers");
    List<String> rules = matchers.map(of -> of.texts("rule")).orElse(List.of());
    List<String> severities =
        matchers.map(of -> of.wordList("severity", Severity.class)).orElse(List.of()).stream()
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();
    Selection where = matchers.map(SelectionReader::read).orElse(Selection.ALL);
    section.refuseOthers();
    return receiver.map(name -> new Route(name, where, rules, severities, groupWait));
  }
}
