package org.onthaal.feedback;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.collect.Changes;
import org.onthaal.feedback.collect.Intake;
import org.onthaal.feedback.phone.CallIds;
import org.onthaal.feedback.phone.Calls;
import org.onthaal.feedback.phone.Dispositions;
import org.onthaal.feedback.phone.PhoneSettings;
import org.onthaal.feedback.phone.PromptAddresses;
import org.onthaal.feedback.phone.Prompts;
import org.onthaal.feedback.phone.agi.FastAgiServer;
import org.onthaal.feedback.privacy.CallCodes;
import org.onthaal.feedback.survey.SurveyCatalog;

/// The door of telephone systems, where it is to be open.
///
/// @param prompts what it says
/// @param dispositions how its calls ended
record PhoneDoor(PhoneSettings settings, Prompts prompts, Dispositions dispositions) {
  /// Reads the recordings; empty where the door is to stay shut.
  static Optional<PhoneDoor> of(PhoneSettings settings) {
    return settings.enabled()
        ? Optional.of(
            new PhoneDoor(settings, Prompts.open(settings.ownPrompts()), new Dispositions()))
        : Optional.empty();
  }

  /// The use cases behind it.
  record UseCases(Intake intake, Changes changes, SurveyCatalog catalog, CallCodes codes) {}

  /// Opens it.
  ///
  /// @param address of the citizens' door
  FastAgiServer start(
      UseCases useCases, InstantSource clock, ExecutorService blocking, Supplier<URI> address) {
    Calls calls =
        new Calls(
            settings,
            useCases.catalog(),
            new CallIds(useCases.codes(), clock),
            new Calls.UseCases(
                submission -> useCases.intake().submit(submission, Caller.ELSEWHERE),
                useCases.changes()::amend),
            blocking);
    try {
      return FastAgiServer.start(
          settings,
          calls,
          new PromptAddresses(prompts, settings.promptBase(), address),
          dispositions,
          System::nanoTime);
    } catch (UncheckedIOException e) {
      FeedbackSettings.Door door = new FeedbackSettings.Door(settings.bind(), settings.port());
      throw new IllegalStateException(Taken.sentence("telephones", "intake.phone", door), e);
    }
  }
}
