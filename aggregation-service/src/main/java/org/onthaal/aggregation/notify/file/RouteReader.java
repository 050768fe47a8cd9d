package org.onthaal.aggregation.notify.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Links;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.Route;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.rule.SelectionReader;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Watch.Selection;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads the receivers and routes of one file; what is wrong is noted in it. One thread, one use.
final class RouteReader {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String NAME_EXPECTED =
      "letters, digits, dots, dashes and underscores, at most 64 characters";

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
    Links links = file.section("links").map(LinksReader::read).orElse(Links.NONE);
    file.refuseOthers();
    return new RouteTable(receivers, routes, meta, links);
  }

  private Optional<ReceiverSpec> receiver(YamlSection section) {
    section.require("name", "a name of " + NAME_EXPECTED);
    Optional<String> name = section.text("name");
    if (name.isPresent() && !name.get().matches(NAME)) {
      section.refuse("name", NAME_EXPECTED);
    } else if (name.isPresent() && !names.add(name.get())) {
      section.refuse("name", "a name that no other receiver of the file has");
    }
    Optional<Language> language = section.word("language", Language.class);
    Optional<Destination> destination = new DestinationReader(section, secretFiles).destination();
    section.refuseOthers();
    return destination.map(
        to -> new ReceiverSpec(name.orElse("?"), language.orElse(Language.EN), to));
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
    Optional<String> deadLetterTo = section.text("dead-letter-to");
    if (deadLetterTo.isPresent()
        && (!names.contains(deadLetterTo.get()) || deadLetterTo.equals(receiver))) {
      section.refuse("dead-letter-to", "the name of another receiver of this file");
    }
    Optional<YamlSection> matchers = section.section("matchers");
    List<String> rules = matchers.map(of -> of.texts("rule")).orElse(List.of());
    List<String> severities =
        matchers.map(of -> of.wordList("severity", Severity.class)).orElse(List.of()).stream()
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();
    Selection where = matchers.map(SelectionReader::read).orElse(Selection.ALL);
    section.refuseOthers();
    return receiver.map(name -> new Route(name, where, rules, severities, groupWait, deadLetterTo));
  }
}
