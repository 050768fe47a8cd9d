package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.DropReason;

/**
 * What was lost and is still to be told to the server. A report that was sent keeps its id and its
 * counts until the server has it, so that it is counted once; what is lost meanwhile goes into the
 * next one. Safe for any thread.
 *
 * <p>With a folder it outlives the process, except the losses of its last moments: they are written
 * about once a second.
 */
public final class Losses {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  /** Most reports in a call. */
  private static final int REPORTS_MAX = 100;

  private final List<Report> sent = new ArrayList<>();
  private Report open = Report.none();
  private @Nullable LossFile file;
  private boolean unsaved;
  private boolean saveFailed;
  private volatile Runnable news = () -> {};

  /**
   * What was lost since the report before.
   *
   * @param id the same with each repetition
   * @param ratings how many, by reason
   */
  public record Report(UUID id, Map<DropReason, Long> ratings) {
    public Report {
      Objects.requireNonNull(id, "id");
      Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
      copy.putAll(ratings);
      ratings = Collections.unmodifiableMap(copy);
    }

    static Report none() {
      return new Report(UUID.randomUUID(), Map.of());
    }

    Report plus(DropReason reason, long count) {
      Map<DropReason, Long> more = new EnumMap<>(DropReason.class);
      more.putAll(ratings);
      more.merge(reason, count, Long::sum);
      return new Report(id, more);
    }

    boolean isEmpty() {
      return ratings.isEmpty();
    }
  }

  /** Calls somebody after each loss. */
  void onNews(Runnable called) {
    news = called;
  }

  void add(DropReason reason, long count) {
    synchronized (this) {
      open = open.plus(reason, count);
      unsaved = true;
    }
    news.run();
  }

  /** Goes on with what lies in a client's own folder, and keeps it there from now on. */
  synchronized void keepIn(Path folder) {
    LossFile kept = new LossFile(folder);
    file = kept;
    sent.addAll(read(kept));
    unsaved = !open.isEmpty();
  }

  /** Takes over what a client that is gone did not tell. */
  synchronized void adopt(Path folder) {
    LossFile theirs = new LossFile(folder);
    List<Report> found = read(theirs);
    if (found.isEmpty()) {
      return;
    }
    sent.addAll(found);
    unsaved = true;
    // The other way round a kill in between would lose them; this way they come twice, by one id.
    if (save()) {
      delete(theirs);
    }
  }

  private static List<Report> read(LossFile from) {
    try {
      return from.read();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "losses that were not yet told cannot be read", e);
      return List.of();
    }
  }

  private static void delete(LossFile which) {
    try {
      which.write(List.of());
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "losses that were taken over will be told again", e);
    }
  }

  /** Whether something is to be told. */
  synchronized boolean isEmpty() {
    return sent.isEmpty() && open.isEmpty();
  }

  /** Whether something is not in the file yet. */
  synchronized boolean isUnsaved() {
    return unsaved && file != null;
  }

  /** What is to be told in one call; from now on it stays as it is until it was. */
  synchronized List<Report> next() {
    if (!open.isEmpty()) {
      sent.add(open);
      open = Report.none();
      unsaved = true;
    }
    return List.copyOf(sent.subList(0, Math.min(sent.size(), REPORTS_MAX)));
  }

  /** The server has them. */
  synchronized void told(List<Report> reports) {
    sent.removeAll(reports);
    unsaved = true;
  }

  /** Writes what is to be told, where there is a folder; false when that fails. */
  synchronized boolean save() {
    LossFile into = file;
    if (into == null || !unsaved) {
      return true;
    }
    List<Report> all = new ArrayList<>(sent);
    if (!open.isEmpty()) {
      all.add(open);
    }
    try {
      into.write(all);
      unsaved = false;
      saveFailed = false;
      return true;
    } catch (IOException e) {
      LOGGER.log(
          saveFailed ? Level.DEBUG : Level.WARNING,
          "losses that are to be told cannot be written",
          e);
      saveFailed = true;
      return false;
    }
  }
}
