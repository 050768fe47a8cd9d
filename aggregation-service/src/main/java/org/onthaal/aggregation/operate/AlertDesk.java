package org.onthaal.aggregation.operate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertQuery;
import org.onthaal.aggregation.alert.AlertState;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.configure.RuleViolations;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.evaluate.Backtest;
import org.onthaal.aggregation.evaluate.budget.DropOutlook;
import org.onthaal.aggregation.evaluate.budget.Spending;
import org.onthaal.aggregation.rule.DurationText;
import org.onthaal.aggregation.rule.FleetBudget;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestResponse;
import org.onthaal.v1.BudgetSpending;
import org.onthaal.v1.Channel;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.ListAlertsResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.WatchAlertsResponse;

/// Answers what both doors are asked. Safe for any thread.
public final class AlertDesk {
  private static final System.Logger LOG = System.getLogger(AlertDesk.class.getPackageName());

  private static final String RULE = "for rule %s ";

  /// RFC 3339 has years of four digits; ratings are given after 2000.
  private static final int YEAR_FIRST = 1900;

  private static final int YEAR_LAST = 9999;

  private final AlertStore store;
  private final Shown shown;
  private final Backtest backtest;
  private final ZoneId zone;
  private final Admission admission;

  /// A desk for one installation.
  ///
  /// @param zone of back-tests that name none
  public AlertDesk(
      AlertStore store, Shown shown, Backtest backtest, ZoneId zone, Admission admission) {
    this.store = store;
    this.shown = shown;
    this.backtest = backtest;
    this.zone = zone;
    this.admission = admission;
  }

  Answer<ListAlertsResponse> list(ListAlertsRequest request) {
    Violations violations = new Violations();
    int size =
        Integer.compareUnsigned(request.getPageSize(), AlertQuery.LIMIT_MAX) > 0
            ? 0
            : request.getPageSize();
    if (request.getPageSize() != size) {
      violations.add("pageSize", Reason.INVALID, "1 to " + AlertQuery.LIMIT_MAX);
    }
    Optional<AlertQuery.Cursor> after = PageToken.read(request.getPageToken());
    if (!request.getPageToken().isEmpty() && after.isEmpty()) {
      violations.add("pageToken", Reason.INVALID, "nextPageToken of the page before");
    }
    checkCodes("administrations", request.getAdministrationsList(), violations);
    checkCodes("rules", request.getRulesList(), violations);
    checkCodes("services", request.getServicesList(), violations);
    if (request.getChannelsList().stream().anyMatch(AlertDesk::isUnknown)) {
      violations.add("channels", Reason.INVALID, "channels such as KIOSK");
    }
    List<Severity> severities = severities(request.getSeveritiesList(), violations);
    if (request.getStatesList().stream().anyMatch(AlertDesk::isUnknown)) {
      violations.add("states", Reason.INVALID, "PENDING, FIRING, RECOVERING, RESOLVED or INACTIVE");
    }
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    int limit = size == 0 ? AlertQuery.LIMIT_DEFAULT : size;
    AlertQuery query =
        new AlertQuery(
            states(request),
            new AlertQuery.Where(
                request.getAdministrationsList(),
                request.getRulesList(),
                severities,
                request.getServicesList(),
                request.getChannelsList().stream().map(Channel::name).toList()),
            after,
            limit);
    return new Admitted(admission).answer(() -> new Answer.Given<>(page(store.list(query), limit)));
  }

  /// What the database said is for whoever runs the service, not for whoever asks.
  static Problem unavailable(String cause) {
    LOG.log(System.Logger.Level.WARNING, "A question is not answered: {0}", cause);
    return Problem.newBuilder()
        .setReason(Reason.UNAVAILABLE)
        .setDetail("the database does not answer; try again in a moment")
        .build();
  }

  private ListAlertsResponse page(List<Alert> alerts, int limit) {
    ListAlertsResponse.Builder page = ListAlertsResponse.newBuilder();
    page.addAllAlerts(shown.messages(alerts));
    if (alerts.size() == limit) {
      Alert last = alerts.getLast();
      page.setNextPageToken(
          PageToken.of(new AlertQuery.Cursor(last.life().pendingAt(), last.id())));
    }
    return page.build();
  }

  private static void checkCodes(String field, List<String> codes, Violations violations) {
    if (codes.stream().anyMatch(code -> code.chars().anyMatch(Character::isISOControl))) {
      violations.add(field, Reason.INVALID, "printable characters");
    }
  }

  private static boolean isUnknown(org.onthaal.v1.AlertState state) {
    return state == org.onthaal.v1.AlertState.UNRECOGNIZED
        || state == org.onthaal.v1.AlertState.ALERT_STATE_UNSPECIFIED;
  }

  private static boolean isUnknown(Channel channel) {
    return channel == Channel.UNRECOGNIZED || channel == Channel.CHANNEL_UNSPECIFIED;
  }

  private static List<Severity> severities(List<String> words, Violations violations) {
    List<Severity> severities =
        Stream.of(Severity.values())
            .filter(one -> words.stream().anyMatch(word -> word.equalsIgnoreCase(one.name())))
            .toList();
    if (severities.size()
        < words.stream().map(word -> word.toUpperCase(Locale.ROOT)).distinct().count()) {
      violations.add("severities", Reason.INVALID, "info, warning or critical");
    }
    return severities;
  }

  private static Set<AlertState.Name> states(ListAlertsRequest request) {
    return request.getStatesList().stream()
        .map(state -> AlertState.Name.valueOf(state.name()))
        .collect(Collectors.toSet());
  }

  static Problem tooManyWatchers() {
    return Problem.newBuilder()
        .setReason(Reason.OVERLOADED)
        .setDetail("too many live answers; try again later")
        .build();
  }

  /// Alerts that are not over, and then those that change.
  record Watched(WatchAlertsResponse first, AlertWatch changes) {}

  Answer<Watched> watch(List<String> administrations) {
    Violations violations = new Violations();
    checkCodes("administrations", administrations, violations);
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    try {
      AlertWatch changes = new AlertWatch(store, shown, administrations);
      return new Answer.Given<>(new Watched(changes.first(), changes));
    } catch (StoreFailedException e) {
      return new Answer.Refused<>(unavailable(String.valueOf(e.getMessage())));
    }
  }

  Answer<BacktestResponse> backtest(BacktestRequest request) {
    Violations violations = new Violations();
    Optional<RuleSet> rules = RuleViolations.read("rules", request.getRules(), violations);
    boolean isFileOnly = !violations.isEmpty();
    Violations others = new Violations();
    ZoneId in = zone(request.getZone(), others).orElse(zone);
    Optional<Instant> from = time("from", request.getFrom(), in, others);
    Optional<Instant> to = time("to", request.getTo(), in, others);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      others.add("to", Reason.RANGE_INVALID, "a time after from");
    }
    if (rules.isEmpty() || !others.isEmpty()) {
      violations.addAll(others);
      boolean isFile = isFileOnly && others.isEmpty();
      return new Answer.Refused<>(
          isFile ? violations.problem(Reason.RULES_INVALID) : violations.problem());
    }
    Backtest.Range range = new Backtest.Range(from.orElseThrow(), to.orElseThrow(), in);
    RuleSet found = rules.get();
    return admission
        .<Answer<BacktestResponse>, RuntimeException>call(
            Admission.Priority.EXPORT, () -> run(found, range))
        .orElseGet(() -> new Answer.Refused<>(Problems.overloaded()));
  }

  private Answer<BacktestResponse> run(RuleSet rules, Backtest.Range range) {
    return switch (backtest.run(rules, range)) {
      case Backtest.Result.Found(var rows, var outlooks, var absences) -> {
        BacktestResponse.Builder response = BacktestResponse.newBuilder();
        rows.forEach(row -> response.addRows(Protos.row(row)));
        outlooks.forEach(outlook -> response.addOutlooks(Protos.outlook(outlook)));
        rules
            .budget()
            .ifPresent(budget ->
                response.setBudget(spending(budget, Spending.of(rules, found(outlooks)))));
        absences.forEach(outlook -> response.addAbsenceOutlooks(Protos.outlook(outlook)));
        yield new Answer.Given<>(response.build());
      }
      case Backtest.Result.Refused(var refusal, Optional<String> rule, String expected) -> {
        Violations violations = new Violations();
        Reason reason = Reason.valueOf(refusal.name());
        violations.add(field(refusal), reason, rule.map(RULE::formatted).orElse("") + expected);
        yield new Answer.Refused<>(violations.problem());
      }
      case Backtest.Result.TooLong(Duration most) ->
          new Answer.Refused<>(
              Problems.of(
                  Reason.BACKTEST_TOO_LONG,
                  "the back-test was ended after %s; ask for fewer rules, streams or days"
                      .formatted(DurationText.sentence(most))));
      case Backtest.Result.Unavailable(String cause) -> new Answer.Refused<>(unavailable(cause));
    };
  }

  private static String field(Backtest.Refusal refusal) {
    return switch (refusal) {
      case ZONE_NOT_WHOLE_HOUR -> "zone";
      case RANGE_NOT_ON_THE_HOUR, TOO_MANY_ROWS -> "from";
    };
  }

  private static Map<String, Long> found(List<DropOutlook> outlooks) {
    return outlooks.stream()
        .collect(Collectors.groupingBy(outlook -> outlook.rule().name(), Collectors.counting()));
  }

  private static BudgetSpending spending(FleetBudget budget, Spending spending) {
    return BudgetSpending.newBuilder()
        .setAcceptedPer30Days(budget.alarms().alarmsPer30Days())
        .setSpentPer30Days(spending.falseAlarmsPer30Days())
        .setStreamsDeclared(budget.streams())
        .setStreamsFound(Protos.count(spending.streams()))
        .build();
  }

  private static Optional<ZoneId> zone(String name, Violations violations) {
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      violations.add("zone", Reason.ZONE_UNKNOWN, "an IANA zone such as Europe/Brussels");
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(
      String field, String text, ZoneId zone, Violations violations) {
    if (text.isEmpty()) {
      violations.add(field, Reason.MISSING, "an RFC 3339 time or a date");
      return Optional.empty();
    }
    try {
      ZonedDateTime time =
          text.length() == "2017-05-13".length()
              ? LocalDate.parse(text).atStartOfDay(zone)
              : OffsetDateTime.parse(text).toZonedDateTime();
      if (time.getYear() >= YEAR_FIRST && time.getYear() <= YEAR_LAST) {
        return Optional.of(time.toInstant());
      }
      violations.add(field, Reason.RANGE_INVALID, "a year from " + YEAR_FIRST + " to " + YEAR_LAST);
      return Optional.empty();
    } catch (DateTimeException e) {
      violations.add(
          field,
          Reason.RANGE_INVALID,
          "an RFC 3339 time such as 2017-05-13T00:00:00-07:00, or a date such as 2017-05-13");
      return Optional.empty();
    }
  }
}
