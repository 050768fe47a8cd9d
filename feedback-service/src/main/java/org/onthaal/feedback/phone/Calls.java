package org.onthaal.feedback.phone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.onthaal.feedback.collect.Changes;
import org.onthaal.feedback.collect.Outcome;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.collect.Submission;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Hints;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Receipt;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.ScaleQuestion;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;

/// What doors of telephone systems do: begin a call, store what was keyed in. Whatever they wait
/// for has an end. Needs threads that may block; safe for any.
public final class Calls {
  private static final System.Logger LOG = System.getLogger(Calls.class.getName());

  private final PhoneSettings settings;
  private final SurveyCatalog catalog;
  private final CallIds ids;
  private final UseCases useCases;
  private final ExecutorService blocking;

  /// What becomes of what was keyed in.
  ///
  /// @param submit as of {@link org.onthaal.feedback.collect.Intake#submit}
  /// @param amend as of {@link Changes#amend}
  public record UseCases(
      Function<Submission, CompletableFuture<Outcome>> submit,
      Function<Changes.Amendment, Outcome> amend) {}

  /// What became of a call that is to begin.
  public sealed interface Begun {
    record Open(Call call) implements Begun {}

    /// There is nothing to ask.
    ///
    /// @param sentence for whoever looks after the telephone system
    record Impossible(String sentence) implements Begun {}
  }

  /// What became of what was to be stored.
  ///
  /// @param receipt of what is
  public record Kept(CallEvent event, Optional<Receipt> receipt) {
    private static Kept not(CallEvent event) {
      return new Kept(event, Optional.empty());
    }
  }

  public Calls(
      PhoneSettings settings,
      SurveyCatalog catalog,
      CallIds ids,
      UseCases useCases,
      ExecutorService blocking) {
    this.settings = settings;
    this.catalog = catalog;
    this.ids = ids;
    this.useCases = useCases;
    this.blocking = blocking;
  }

  /// The call that a telephone system hands over.
  public Begun begin(Ring ring) {
    String key = ring.touchpoint().isEmpty() ? settings.touchpoint() : ring.touchpoint();
    if (key.isEmpty()) {
      return new Begun.Impossible(
          "the address names no touchpoint, and intake.phone.touchpoint none either");
    }
    if (!Touchpoint.isKey(key)) {
      return new Begun.Impossible("touchpoint: something else (expected: [a-z0-9-]{3,64})");
    }
    Optional<Touchpoint> touchpoint = catalog.awaitTouchpoint(key);
    if (touchpoint.isEmpty() || touchpoint.get().retired()) {
      return new Begun.Impossible("touchpoint " + key + " is not there, or takes no ratings");
    }
    if (!touchpoint.get().channels().contains(Channel.PHONE)) {
      return new Begun.Impossible("touchpoint " + key + " has no channel PHONE");
    }
    return new Begun.Open(call(ring, touchpoint.get()));
  }

  private Call call(Ring ring, Touchpoint touchpoint) {
    Survey survey = catalog.newest(touchpoint.survey()).orElseThrow();
    Language language =
        settings.language().of(ring.languages(), ring.dialled(), touchpoint.languages());
    ScaleQuestion core = survey.coreQuestion();
    CallPlan plan =
        new CallPlan(
            new CallPlan.Asked(core.code(), core.metric()),
            settings.asksMore() ? more(survey) : Optional.empty(),
            settings.limits().keyWait(),
            settings.spokenFolder().isEmpty()
                ? Optional.empty()
                : Optional.of(settings.limits().callMax().dividedBy(2)));
    Prompts.Place place =
        new Prompts.Place(
            touchpoint.administration(),
            survey.code(),
            survey.version(),
            language,
            touchpoint.key());
    return new Call(ids.of(ring.peer(), ring.call()), place, plan);
  }

  // A question that is asked only on some answers would need to know them.
  private static Optional<CallPlan.Asked> more(Survey survey) {
    return survey.questions().stream()
        .skip(1)
        .limit(1)
        .filter(question -> question.askedWhen().isEmpty())
        .filter(ScaleQuestion.class::isInstance)
        .map(ScaleQuestion.class::cast)
        .map(question -> new CallPlan.Asked(question.code(), question.metric()))
        .findFirst();
  }

  /// Stores the rating of a call; the same again finds what is stored.
  public Kept store(Call call, CallStep.Answered answer) {
    Prompts.Place place = call.place();
    Draft draft =
        new Draft(
            call.id().toString(),
            // Without a time of its own, so that a repeat is the same rating.
            Optional.empty(),
            Optional.empty(),
            place.touchpoint(),
            Optional.of(Channel.PHONE),
            place.language().subtag(),
            place.version(),
            List.of(draft(answer)),
            "",
            Origin.LIVE,
            Hints.NONE,
            Map.of());
    return kept(call, () -> useCases.submit().apply(new Submission(draft, List.of())));
  }

  /// Adds an answer to it.
  public Kept add(Call call, Receipt receipt, List<CallStep.Answered> answers) {
    Changes.Amendment amendment =
        new Changes.Amendment(
            receipt.id().toString(),
            receipt.code(),
            answers.stream().map(Calls::draft).toList(),
            Optional.empty(),
            List.of());
    return kept(
        call,
        () -> CompletableFuture.supplyAsync(() -> useCases.amend().apply(amendment), blocking));
  }

  private static DraftAnswer draft(CallStep.Answered answer) {
    return new DraftAnswer(
        answer.question().question(),
        Optional.of(answer.question().metric()),
        Optional.of(new AnswerValue.Score(answer.score())));
  }

  private Kept kept(Call call, Supplier<CompletableFuture<Outcome>> doing) {
    try {
      Outcome outcome =
          doing.get().get(settings.limits().storeMax().toMillis(), TimeUnit.MILLISECONDS);
      return switch (outcome) {
        case Outcome.Accepted(Receipt receipt) ->
            new Kept(new CallEvent.Stored(), Optional.of(receipt));
        case Outcome.Refused(Problem problem) -> refused(call, problem);
      };
    } catch (TimeoutException _) {
      say(call, "the store does not answer in time");
      return Kept.not(new CallEvent.NotStored());
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "a fault of the server while a call was stored", e);
      return Kept.not(new CallEvent.NotStored());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Kept.not(new CallEvent.NotStored());
    }
  }

  private static Kept refused(Call call, Problem problem) {
    say(call, problem.reason() + ", " + problem.detail());
    return Kept.not(
        Problems.isTemporary(problem.reason())
            ? new CallEvent.NotStored()
            : new CallEvent.Refused());
  }

  private static void say(Call call, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "an answer by phone is not stored at " + call.place().touchpoint() + ": " + why);
  }
}
