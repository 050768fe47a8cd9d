package org.onthaal.bench.widget;

import java.util.Map;
import java.util.Set;
import org.onthaal.bench.rig.Findings;

/// What one visit found.
///
/// @param loading until the form could be used
/// @param using everything the person did, opening included
/// @param acts the slowest interaction of each kind, in milliseconds
/// @param kept what the page left in the browser
/// @param elsewhere what it asked of others, in vain
record Visited(
    Loaded loaded,
    Sighting loading,
    Sighting using,
    Map<Candidate.Act, Double> acts,
    Set<String> kept,
    Set<String> elsewhere) {

  void addTo(Findings findings, Candidate candidate) {
    String name = "widget." + candidate.name() + ".";
    findings.add(name + "scriptBytes", (double) loaded.scriptBytes());
    findings.add(name + "bytes", (double) loaded.bytes());
    findings.add(name + "requests", loaded.requests());
    findings.add(name + "formMillis", loaded.formMillis());
    findings.add(name + "mainMillis", loaded.mainMillis());
    findings.add(name + "blockingMillis", loading.blockingMillis());
    findings.add(name + "longestTaskMillis", loading.longestTaskMillis());
    findings.add(name + "kept", kept.size());
    findings.add(name + "elsewhere", elsewhere.size());
    if (!candidate.steps().isEmpty()) {
      findings.add(name + "interactionMillis", using.interactionMillis());
      acts.forEach((act, millis) -> findings.add(name + act.word() + "Millis", millis));
    }
  }
}
