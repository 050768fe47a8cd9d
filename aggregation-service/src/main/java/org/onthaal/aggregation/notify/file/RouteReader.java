package org.onthaal.aggregation.notify.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.GroupPolicy;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Links;
import org.onthaal.aggregation.notify.MuteWindow;
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

  private static final String MORE_THAN_ALERTS = "a receiver that takes more than alerts";

  /// A longer wait would look like a lost notification.
  private static final Duration GROUP_WAIT_MAX = Duration.ofHours(1);

  private final YamlSection file;
  private final RouteFile.SecretFiles secretFiles;
  private final Map<String, Optional<Destination>> names = new HashMap<>();

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
    List<MuteWindow> windows = new ArrayList<>();
    Set<String> windowNames = new HashSet<>();
    for (YamlSection section : file.sections("mute-windows")) {
      new MuteWindowReader(section, windowNames).window().ifPresent(windows::add);
    }
    RouteGroupReader groups = new RouteGroupReader(windows);
    List<Route> routes = new ArrayList<>();
    for (YamlSection section : file.sections("routes")) {
      route(section, groups).ifPresent(routes::add);
    }
    Optional<String> meta = file.text("meta-receiver");
    if (meta.isPresent() && !names.containsKey(meta.get())) {
      file.refuse("meta-receiver", "the name of a receiver of this file");
    } else if (isAlertmanager(meta)) {
      file.refuse("meta-receiver", MORE_THAN_ALERTS);
    }
    Links links = file.section("links").map(LinksReader::read).orElse(Links.NONE);
    file.refuseOthers();
    return new RouteTable(receivers, routes, meta, links, windows);
  }

  private Optional<ReceiverSpec> receiver(YamlSection section) {
    section.require("name", "a name of " + NAME_EXPECTED);
    Optional<String> name = section.text("name");
    if (name.isPresent() && !name.get().matches(NAME)) {
      section.refuse("name", NAME_EXPECTED);
    } else if (name.isPresent() && names.putIfAbsent(name.get(), Optional.empty()) != null) {
      section.refuse("name", "a name that no other receiver of the file has");
    }
    Optional<Language> language = section.word("language", Language.class);
    Optional<Destination> destination = new DestinationReader(section, secretFiles).destination();
    boolean isPushed = destination.filter(Destination.Alertmanager.class::isInstance).isPresent();
    Optional<ReceiverSpec.Heartbeat> heartbeat =
        section
            .section("heartbeat")
            .flatMap(of -> new HeartbeatReader(of, secretFiles).heartbeat(isPushed));
    section.refuseOthers();
    if (name.isPresent() && destination.isPresent()) {
      names.put(name.get(), destination);
    }
    return destination.map(
        to -> new ReceiverSpec(name.orElse("?"), language.orElse(Language.EN), to, heartbeat));
  }

  private Optional<Route> route(YamlSection section, RouteGroupReader groups) {
    section.require("receiver", "the name of a receiver of this file");
    Optional<String> receiver = section.text("receiver");
    if (receiver.isPresent() && !names.containsKey(receiver.get())) {
      section.refuse("receiver", "the name of a receiver of this file");
    }
    Optional<GroupPolicy> grouping = groups.policy(section);
    if (grouping.isPresent() && isAlertmanager(receiver)) {
      section.refuse("receiver", "a receiver that does not group and mute by itself");
    }
    Duration groupWait =
        section
            .duration("group-wait")
            .orElse(
                grouping.filter(policy -> !policy.by().isEmpty()).isPresent()
                    ? GroupPolicy.WAIT
                    : Duration.ZERO);
    if (groupWait.compareTo(GROUP_WAIT_MAX) > 0) {
      section.refuse("group-wait", "at most 1h");
    }
    Optional<String> deadLetterTo = section.text("dead-letter-to");
    if (deadLetterTo.isPresent()
        && (!names.containsKey(deadLetterTo.get()) || deadLetterTo.equals(receiver))) {
      section.refuse("dead-letter-to", "the name of another receiver of this file");
    } else if (isAlertmanager(deadLetterTo)) {
      section.refuse("dead-letter-to", MORE_THAN_ALERTS);
    }
    Optional<YamlSection> matchers = section.section("matchers");
    List<String> rules = matchers.map(of -> of.texts("rule")).orElse(List.of());
    List<String> severities =
        matchers.map(of -> of.wordList("severity", Severity.class)).orElse(List.of()).stream()
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();
    Selection where = matchers.map(SelectionReader::read).orElse(Selection.ALL);
    section.refuseOthers();
    return receiver.map(
        name -> new Route(name, where, rules, severities, groupWait, grouping, deadLetterTo));
  }

  private boolean isAlertmanager(Optional<String> receiver) {
    return receiver
        .flatMap(name -> names.getOrDefault(name, Optional.empty()))
        .filter(Destination.Alertmanager.class::isInstance)
        .isPresent();
  }
}
