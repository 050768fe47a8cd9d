package org.onthaal.bench.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.onthaal.bench.sdk.Step.End;

/// What every sender goes through, in order. Items are submitted all the while; after the last step
/// the sender is started once more and the server is calm until nothing more arrives.
record FaultScript(List<Step> steps) {
  FaultScript {
    if (steps.isEmpty() || steps.getLast().end() == End.GOES_ON) {
      throw new IllegalArgumentException(
          "steps: " + steps + " (expected: the last ends the sender)");
    }
    steps = List.copyOf(steps);
  }

  /// Each fault alone, a kill in each, and an orderly end: some send what they kept only at a
  /// start.
  static FaultScript standard(Duration length) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(Fault.CALM, length, End.GOES_ON));
    for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.BLACK_HOLE, Fault.CUT)) {
      steps.add(new Step(fault, length, End.GOES_ON));
      steps.add(new Step(Fault.CALM, length, End.GOES_ON));
      steps.add(new Step(fault, length, End.KILLED));
      steps.add(new Step(Fault.CALM, length, End.GOES_ON));
    }
    steps.add(new Step(Fault.CALM, length, End.KILLED));
    steps.add(new Step(Fault.CALM, length, End.CLOSED));
    return new FaultScript(steps);
  }

  Duration length() {
    return steps.stream().map(Step::length).reduce(Duration.ZERO, Duration::plus);
  }

  long kills() {
    return steps.stream().filter(step -> step.end() == End.KILLED).count();
  }
}
