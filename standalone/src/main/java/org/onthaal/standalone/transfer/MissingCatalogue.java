package org.onthaal.standalone.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.transfer.Catalogue.Pair;
import org.onthaal.standalone.transfer.Wanted.Target;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Catalogue documents with what a file names and a catalogue lacks: administrations, services, one
/// touchpoint per service and metric, and channels of touchpoints that exist.
final class MissingCatalogue {
  /// Touchpoints per document: keeps the longest names below the door's 64 KiB.
  private static final int DOCUMENT_TOUCHPOINTS_MAX = 20;

  private static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");

  /// The survey that every installation has, and those that come with an import of other metrics.
  private static final Map<Metric, String> SURVEYS =
      Map.of(
          Metric.CSAT, "satisfaction",
          Metric.NPS, "recommendation",
          Metric.CES, "effort",
          Metric.THUMBS, "thumbs");

  /// A touchpoint to add, or one that lacks channels.
  private record Entry(
      Pair owner, String key, boolean isNew, Metric metric, Set<Channel> channels) {}

  private final Catalogue catalogue;
  private final Wanted wanted;
  private final Optional<ZoneId> zone;
  private final Map<String, Entry> entries = new TreeMap<>();

  /// @param zone of administrations that are added
  MissingCatalogue(Catalogue catalogue, Wanted wanted, Optional<ZoneId> zone) {
    this.catalogue = catalogue;
    this.wanted = wanted;
    this.zone = zone;
  }

  /// The documents, to be applied in this order; none when nothing is missing.
  ///
  /// @throws Complaint when an administration is missing and no zone was chosen for it
  List<String> documents() {
    wanted.targets().forEach(this::collect);
    List<Entry> missing = List.copyOf(entries.values());
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < missing.size(); i += DOCUMENT_TOUCHPOINTS_MAX) {
      int end = Math.min(missing.size(), i + DOCUMENT_TOUCHPOINTS_MAX);
      documents.add(document(missing.subList(i, end)));
    }
    return documents;
  }

  private void collect(Target target) {
    String key = key(target);
    Optional<Catalogue.Owned> known = catalogue.touchpoint(key);
    boolean isElsewhere =
        (known.isPresent() && !known.get().owner().equals(target.pair()))
            || (entries.containsKey(key) && !entries.get(key).owner().equals(target.pair()));
    if (isElsewhere) {
      return; // its lines will be refused one by one, each with the reason
    }
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    known.ifPresent(owned -> channels.addAll(owned.touchpoint().getChannelsList()));
    if (!channels.addAll(wanted.channels(target)) && known.isPresent()) {
      return;
    }
    Entry before = entries.get(key);
    if (before == null) {
      entries.put(key, new Entry(target.pair(), key, known.isEmpty(), target.metric(), channels));
    } else {
      before.channels().addAll(channels);
    }
  }

  /// The key of a target: the file's, else the one made for it, else a new one that nobody has.
  private String key(Target target) {
    if (!target.key().isEmpty()) {
      return target.key();
    }
    Pair pair = target.pair();
    String readable = TouchpointKeys.readable(pair, target.metric());
    String hashed = TouchpointKeys.hashed(pair, target.metric());
    if (catalogue.owns(pair, readable)) {
      return readable;
    }
    boolean free = catalogue.touchpoint(readable).isEmpty() && !entries.containsKey(readable);
    return free && !catalogue.owns(pair, hashed) ? readable : hashed;
  }

  private String document(List<Entry> missing) {
    List<Object> surveys = new ArrayList<>();
    Map<String, Map<String, List<Object>>> tree = new TreeMap<>();
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    for (Entry entry : missing) {
      tree.computeIfAbsent(entry.owner().administration(), _ -> new TreeMap<>())
          .computeIfAbsent(entry.owner().service(), _ -> new ArrayList<>())
          .add(touchpoint(entry));
      if (entry.isNew() && entry.metric() != Metric.CSAT && metrics.add(entry.metric())) {
        surveys.add(survey(entry.metric()));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    if (!surveys.isEmpty()) {
      document.put("surveys", surveys);
    }
    List<Object> administrations = new ArrayList<>();
    tree.forEach((code, services) -> administrations.add(administration(code, services)));
    document.put("administrations", administrations);
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setAllowUnicode(true);
    return new Yaml(options).dump(document);
  }

  private Map<String, Object> administration(String code, Map<String, List<Object>> services) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("code", code);
    if (catalogue.administration(code).isEmpty()) {
      ZoneId chosen =
          zone.orElseThrow(() ->
              new Complaint(
                  "The administration '%s' is not in the catalogue: say its time zone with --zone, e.g. --zone Europe/Brussels."
                      .formatted(code)));
      result.put("zone", chosen.getId());
      result.put("names", names(code));
    }
    List<Object> list = new ArrayList<>();
    services.forEach(
        (service, touchpoints) -> list.add(service(new Pair(code, service), touchpoints)));
    result.put("services", list);
    return result;
  }

  private Map<String, Object> service(Pair pair, List<Object> touchpoints) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("code", pair.service());
    if (catalogue.service(pair).isEmpty()) {
      result.put("names", names(pair.service()));
    }
    result.put("touchpoints", touchpoints);
    return result;
  }

  private static Map<String, Object> touchpoint(Entry entry) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("key", entry.key());
    result.put("channels", entry.channels().stream().map(Channel::name).toList());
    if (entry.isNew()) {
      result.put("names", names(entry.owner().service()));
      result.put("languages", LANGUAGES);
      result.put("survey", SURVEYS.get(entry.metric()));
    }
    return result;
  }

  /// A file has codes only; a person gives them names later.
  private static Map<String, Object> names(String code) {
    Map<String, Object> names = new LinkedHashMap<>();
    LANGUAGES.forEach(language -> names.put(language, code));
    return names;
  }

  private static Object survey(Metric metric) {
    String resource = "/surveys/" + SURVEYS.get(metric) + ".yaml";
    try (InputStream yaml = MissingCatalogue.class.getResourceAsStream(resource)) {
      if (yaml == null) {
        throw new IllegalStateException(resource + " is missing from the build");
      }
      return new Yaml().load(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
