package org.onthaal.aggregation.reload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that the files changed, and has what they say put in force, or says why not.
///
/// A new content is used once two looks in a row have found it: a file that is still being written,
/// and may be well-formed by chance, is not. [#look()] is for one thread, the rest for any.
public final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private final AlertFiles files;
  private final Listener listener;
  private final InstantSource clock;
  private FileContents inForce;
  private Reading last;
  private boolean judged = true;
  private volatile State state;

  /// Who hears of each new content, once.
  public interface Listener {
    /// Both files can be used, and say something new.
    ///
    /// @throws RuntimeException when what they say cannot be put in force; the old stays
    void changed(Reading.Valid reading);

    /// The old rules and routes stay in force.
    ///
    /// @param problems everything that is wrong with both files
    void refused(List<String> problems);

    /// What stands in the files is what is in force, after something that was refused.
    void restored();
  }

  /// How the last content fared.
  ///
  /// @param isOk whether what stands in the files is what is in force
  /// @param goodAt when that was found last, for the first time in a row
  public record State(boolean isOk, Instant goodAt) {}

  /// Begins with what is in force already.
  public Reload(AlertFiles files, Reading.Valid first, Listener listener, InstantSource clock) {
    this.files = files;
    this.listener = listener;
    this.clock = clock;
    this.inForce = first.contents();
    this.last = first;
    this.state = new State(true, clock.instant());
  }

  public State state() {
    return state;
  }

  /// Looks at the files once.
  public void look() {
    if (!last.contents().stand()) {
      last = files.read();
      judged = false;
    } else if (!judged) {
      judged = true;
      judge();
    }
  }

  private void judge() {
    switch (last) {
      case Reading.Invalid invalid -> refuse(invalid.problems());
      case Reading.Valid valid when !valid.contents().equals(inForce) -> use(valid);
      case Reading.Valid _ when !state.isOk() -> {
        state = new State(true, clock.instant());
        listener.restored();
      }
      case Reading.Valid _ -> {} // somebody changed it and changed it back
    }
  }

  private void use(Reading.Valid valid) {
    try {
      listener.changed(valid);
      inForce = valid.contents();
      state = new State(true, clock.instant());
    } catch (RuntimeException e) {
      LOG.warn("well-formed rules and routes could not be put in force", e);
      refuse(List.of("rules and routes cannot be put in force: " + e));
    }
  }

  private void refuse(List<String> problems) {
    state = new State(false, state.goodAt());
    listener.refused(problems);
  }
}
