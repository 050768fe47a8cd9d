package org.onthaal.aggregation.operate;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Watch.Selection;
import org.onthaal.aggregation.rule.Wildcard;
import org.onthaal.aggregation.silence.Matchers;
import org.onthaal.aggregation.silence.Silence;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SilenceMatchers;
import org.onthaal.v1.SilenceState;

/// Silences as the contract writes them, and matchers as it reads them.
final class SilenceProtos {
  /// All are looked at whenever an alert fires.
  private static final int VALUES_MAX = 100;

  private SilenceProtos() {}

  static org.onthaal.v1.Silence silence(Silence silence, Instant now) {
    return org.onthaal.v1.Silence.newBuilder()
        .setId(silence.id().toString())
        .setMatchers(matchers(silence.matchers()))
        .setStartsAt(Protos.timestamp(silence.times().startsAt()))
        .setEndsAt(Protos.timestamp(silence.endsAt()))
        .setAuthor(silence.asked().author())
        .setComment(silence.asked().comment())
        .setEndWhenResolved(silence.endWhenResolved())
        .setState(state(silence.state(now)))
        .setCreatedAt(Protos.timestamp(silence.asked().at()))
        .setEndedBy(silence.ended().flatMap(Silence.Ended::by).orElse(""))
        .build();
  }

  private static SilenceState state(Silence.State state) {
    return switch (state) {
      case PENDING -> SilenceState.SILENCE_PENDING;
      case ACTIVE -> SilenceState.SILENCE_ACTIVE;
      case EXPIRED -> SilenceState.SILENCE_EXPIRED;
    };
  }

  private static SilenceMatchers matchers(Matchers matchers) {
    SilenceMatchers.Builder message =
        SilenceMatchers.newBuilder()
            .addAllRules(matchers.rules())
            .addAllSeverities(
                matchers.severities().stream()
                    .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                    .toList());
    Map<Dimension, List<String>> where = matchers.where().patterns();
    return message
        .addAllAdministrations(where.getOrDefault(Dimension.ADMINISTRATION, List.of()))
        .addAllServices(where.getOrDefault(Dimension.SERVICE, List.of()))
        .addAllChannels(where.getOrDefault(Dimension.CHANNEL, List.of()))
        .addAllTouchpoints(where.getOrDefault(Dimension.TOUCHPOINT, List.of()))
        .addAllLanguages(where.getOrDefault(Dimension.LANGUAGE, List.of()))
        .build();
  }

  /// Adds everything that is wrong with them; what is returned then is of no use.
  static Matchers matchers(SilenceMatchers message, Violations violations) {
    Map<Dimension, List<String>> where = new EnumMap<>(Dimension.class);
    put(where, Dimension.ADMINISTRATION, message.getAdministrationsList());
    put(where, Dimension.SERVICE, message.getServicesList());
    put(
        where,
        Dimension.CHANNEL,
        message.getChannelsList().stream().map(text -> text.toUpperCase(Locale.ROOT)).toList());
    put(where, Dimension.TOUCHPOINT, message.getTouchpointsList());
    put(where, Dimension.LANGUAGE, message.getLanguagesList());
    long values =
        where.values().stream().mapToLong(List::size).sum()
            + message.getRulesCount()
            + message.getSeveritiesCount();
    if (values < 1 || values > VALUES_MAX) {
      violations.add(
          "matchers",
          values < 1 ? Reason.MISSING : Reason.INVALID,
          "1 to " + VALUES_MAX + " values");
      return new Matchers(List.of(), List.of(), Selection.ALL);
    }
    checkAll("matchers.rules", message.getRulesList(), violations);
    checkAll("matchers.administrations", message.getAdministrationsList(), violations);
    checkAll("matchers.services", message.getServicesList(), violations);
    checkAll("matchers.touchpoints", message.getTouchpointsList(), violations);
    checkAll("matchers.languages", message.getLanguagesList(), violations);
    checkChannels(where.getOrDefault(Dimension.CHANNEL, List.of()), violations);
    List<Severity> severities = severities(message.getSeveritiesList(), violations);
    return new Matchers(message.getRulesList(), severities, new Selection(where));
  }

  private static void put(
      Map<Dimension, List<String>> where, Dimension dimension, List<String> patterns) {
    if (!patterns.isEmpty()) {
      where.put(dimension, List.copyOf(patterns));
    }
  }

  private static void checkAll(String field, List<String> patterns, Violations violations) {
    for (int i = 0; i < patterns.size(); i++) {
      Fields.checkName(field + "[" + i + "]", patterns.get(i), true, violations);
    }
  }

  private static void checkChannels(List<String> patterns, Violations violations) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      boolean isKnown =
          Stream.of(Channel.values())
              .filter(one -> one != Channel.UNRECOGNIZED && one != Channel.CHANNEL_UNSPECIFIED)
              .anyMatch(channel -> Wildcard.matches(pattern, channel.name()));
      if (!isKnown || pattern.length() > Fields.NAME_CHARACTERS_MAX) {
        violations.add(
            "matchers.channels[" + i + "]", Reason.INVALID, "a channel such as KIOSK, or *");
      }
    }
  }

  private static List<Severity> severities(List<String> words, Violations violations) {
    List<Severity> severities =
        Stream.of(Severity.values())
            .filter(
                severity -> words.stream().anyMatch(word -> word.equalsIgnoreCase(severity.name())))
            .toList();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (severities.stream().noneMatch(severity -> word.equalsIgnoreCase(severity.name()))) {
        violations.add(
            "matchers.severities[" + i + "]", Reason.INVALID, "info, warning or critical");
      }
    }
    return severities;
  }
}
