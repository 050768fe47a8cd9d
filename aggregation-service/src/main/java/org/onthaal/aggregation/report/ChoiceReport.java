package org.onthaal.aggregation.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.fold.AsOf;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.fold.choice.ChoiceQuery;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.report.ScoreReport.Positions;
import org.onthaal.aggregation.tail.SurveySource;
import org.onthaal.v1.GetChoicesResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.Violation;

/// What people chose of the choices of a question, and how satisfied they were. Safe for any
/// thread; blocks.
public final class ChoiceReport {
  private final TallyStore store;
  private final ScoreReport scores;
  private final Suppression suppression;
  private final Admission admission;
  private final SurveySource surveys;

  /// @param scores reads questions and waits for positions
  /// @param suppression which rows too few people are behind to be shown
  /// @param surveys the words
  public ChoiceReport(
      TallyStore store,
      ScoreReport scores,
      Suppression suppression,
      Admission admission,
      SurveySource surveys) {
    this.store = store;
    this.scores = scores;
    this.suppression = suppression;
    this.admission = admission;
    this.surveys = surveys;
  }

  /// What one snapshot has.
  private record Found(TallyStore.Reader.Choices choices, AsOf asOf) {
    ChoiceCounts counts() {
      return new ChoiceCounts(choices.sums());
    }
  }

  /// @param violations what the door found wrong already
  ScoreQuestion read(ScoreQuery query, Positions after, List<Violation> violations)
      throws RefusedException {
    return scores.readDays(query, after, violations);
  }

  /// A query of the contract as one of scores, which has more.
  static ScoreQuery query(org.onthaal.v1.ChoiceQuery query) {
    return ScoreQuery.newBuilder()
        .setFrom(query.getFrom())
        .setTo(query.getTo())
        .setZone(query.getZone())
        .addAllAdministrations(query.getAdministrationsList())
        .addAllServices(query.getServicesList())
        .addAllChannelsValue(query.getChannelsValueList())
        .addAllTouchpoints(query.getTouchpointsList())
        .addAllLanguages(query.getLanguagesList())
        .addAllQuestions(query.getQuestionsList())
        .build();
  }

  GetChoicesResponse answer(ScoreQuestion question) throws RefusedException, InterruptedException {
    scores.awaitPositions(question);
    Windows windows = question.query().windows();
    Map<Dimension, Set<String>> filters = question.query().filters();
    Found found = found(query(windows, filters));
    if (!found.choices().behind().isEmpty()) {
      throw new RefusedException(
          Reason.NOT_CAUGHT_UP,
          "choices of ratings from before an upgrade are still being counted; try again later ("
              + found.choices().behind().getFirst()
              + ")");
    }
    Optional<ChoiceTexts> texts =
        surveys.surveys().map(known -> ChoiceTexts.of(known, filters, found.counts()));
    return GetChoicesResponse.newBuilder()
        .addAllRows(
            new ChoiceRows(found.counts(), suppression)
                .told(texts.map(ChoiceTexts::offered).orElse(Map.of())))
        .setAsOf(Protos.asOf(found.asOf()))
        .addAllQuestions(texts.map(ChoiceTexts::told).orElse(List.of()))
        .setSurveysKnown(texts.isPresent())
        .build();
  }

  private static ChoiceQuery query(Windows windows, Map<Dimension, Set<String>> filters) {
    ZoneId zone = windows.zone();
    List<Instant> boundaries = windows.boundaries();
    return new ChoiceQuery(
        boundaries.getFirst().atZone(zone).toLocalDate().toEpochDay(),
        boundaries.getLast().atZone(zone).toLocalDate().toEpochDay(),
        zone,
        filters);
  }

  private Found found(ChoiceQuery query) throws RefusedException {
    try {
      return admission
          .call(
              Admission.Priority.DASHBOARD,
              () -> store.snapshot(reader -> new Found(reader.choices(query), reader.asOf())))
          .orElseThrow(() -> new RefusedException(Problems.overloaded()));
    } catch (RangeRefusedException e) {
      throw new RefusedException(
          List.of(
              Violation.newBuilder()
                  .setField("zone")
                  .setReason(Reason.valueOf(e.refusal().name()))
                  .setExpected(e.getMessage())
                  .build()));
    } catch (DatabaseFailedException e) {
      throw ScoreReport.unavailable(e);
    }
  }
}
