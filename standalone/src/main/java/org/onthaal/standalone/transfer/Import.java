package org.onthaal.standalone.transfer;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Pause;
import org.onthaal.standalone.ratingfile.Column;
import org.onthaal.standalone.ratingfile.RatingFile;
import org.onthaal.standalone.ratingfile.RatingLine;
import org.onthaal.standalone.ratingfile.RejectedFile;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.ListAdministrationsRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receipt;

/// One import: reads the file, completes the catalogue where asked to, sends every record, and ends
/// when the figures include it. May be interrupted and repeated at any point.
public final class Import implements AutoCloseable {
  /// Lines. Beyond it a report helps nobody; the rejected file has them all.
  private static final int REPORTED_MAX = 1_000;

  private final ImportOptions options;
  private final Progress progress;
  private final Pause pause;
  private final GrpcChannel feedback;
  private final GrpcChannel aggregation;
  private final Counts counts = new Counts();

  public Import(Doors doors, ImportOptions options, Progress progress, Pause pause) {
    this.options = options;
    this.progress = progress;
    this.pause = pause;
    this.feedback = new GrpcChannel(doors, Door.FEEDBACK_GRPC);
    this.aggregation = new GrpcChannel(doors, Door.AGGREGATION_GRPC);
  }

  public ImportSummary run() throws IOException {
    Wanted wanted = new Wanted();
    RatingFile file = RatingFile.open(options.file(), options.source(), wanted::note);
    Catalogue catalogue = catalogue();
    if (options.createMissing()) {
      catalogue = complete(catalogue, wanted);
    }
    send(file, new Resolution.Resolver(catalogue));
    progress.say("Everything is sent; waiting until the figures include it …");
    counts.positions.awaitVisible(aggregation, options.patience(), pause);
    report(file);
    return counts.summary();
  }

  private Catalogue catalogue() {
    try {
      var response =
          CatalogServiceGrpc.newBlockingStub(feedback.channel())
              .listAdministrations(ListAdministrationsRequest.getDefaultInstance());
      return new Catalogue(response.getAdministrationsList());
    } catch (StatusRuntimeException e) {
      throw feedback.complaint(e);
    }
  }

  private Catalogue complete(Catalogue catalogue, Wanted wanted) {
    var documents = new MissingCatalogue(catalogue, wanted, options.zone()).documents();
    int added = 0;
    int changed = 0;
    try {
      for (String document : documents) {
        var applied =
            CatalogServiceGrpc.newBlockingStub(feedback.channel())
                .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(document).build());
        added += applied.getAdded();
        changed += applied.getChanged();
        applied.getPositionsList().forEach(counts.positions::note);
      }
    } catch (StatusRuntimeException e) {
      throw feedback.complaint(e);
    }
    if (documents.isEmpty()) {
      return catalogue;
    }
    progress.say("Catalogue: %d added, %d changed.".formatted(added, changed));
    return catalogue();
  }

  private void send(RatingFile file, Resolution.Resolver resolver) throws IOException {
    progress.begin("Importing", file.records());
    try (var sender = new GrpcSender<>(feedback, options.patience(), pause, counts)) {
      Contacts contacts = new Contacts(lines -> send(lines, resolver, sender));
      file.forEach(contacts::add);
      contacts.end();
      sender.finish();
    }
    progress.end();
  }

  /// The lines of one contact, all of them or none.
  private void send(
      List<RatingLine> lines, Resolution.Resolver resolver, GrpcSender<Draft> sender) {
    List<RatingLine.Good> good = new ArrayList<>();
    for (RatingLine line : lines) {
      switch (line) {
        case RatingLine.Good fine -> good.add(fine);
        case RatingLine.Bad bad -> counts.reject(List.of(bad), bad.reasons());
      }
    }
    if (good.size() < lines.size()) {
      counts.reject(good, List.of("contact: another line of the same contact is bad"));
      return;
    }
    switch (resolver.resolve(Wanted.Target.of(good.getFirst()))) {
      case Resolution.Missing(String reason) -> counts.reject(good, List.of(reason));
      case Resolution.Found(String key) -> {
        Draft draft = new Draft(good, key);
        if (draft.contradictions().isEmpty()) {
          sender.send(draft, draft.rating());
        } else {
          counts.reject(good, draft.contradictions());
        }
      }
    }
  }

  private void report(RatingFile file) {
    List<RatingLine.Bad> rejected = counts.inOrder();
    rejected.stream().limit(REPORTED_MAX).forEach(bad -> progress.say(say(bad)));
    if (rejected.size() > REPORTED_MAX) {
      progress.say("… and %,d more.".formatted(rejected.size() - REPORTED_MAX));
    }
    if (!rejected.isEmpty()) {
      try {
        new RejectedFile(options.rejected(), file.columns()).write(rejected);
      } catch (IOException e) {
        throw new Complaint(
            "%s. The bad records, told above, cannot be written to %s (%s): name another file with --rejected and import again; nothing counts twice."
                .formatted(counts.summary(), options.rejected(), e.getClass().getSimpleName()),
            e);
      }
      progress.say(
          "Bad records are in %s: repair them there and import that file; nothing counts twice."
              .formatted(options.rejected()));
    }
  }

  private static String say(RatingLine.Bad bad) {
    return "record %d (line %d): %s"
        .formatted(bad.raw().number(), bad.raw().line(), String.join("; ", bad.reasons()));
  }

  @Override
  public void close() {
    feedback.close();
    aggregation.close();
  }

  /// What became of the lines. Safe for any thread.
  private final class Counts implements GrpcSender.Listener<Draft> {
    private final Positions positions = new Positions();
    private final List<RatingLine.Bad> rejected = new ArrayList<>();
    private long added;
    private long alreadyThere;
    private long dontKnow;

    @Override
    public synchronized void stored(Draft draft, Receipt receipt) {
      int lines = draft.lines().size();
      if (receipt.getDuplicate()) {
        alreadyThere += lines;
      } else {
        added += lines;
      }
      dontKnow += draft.lines().stream().filter(RatingLine.Good::isDontKnow).count();
      positions.note(receipt.getPosition());
      progress.add(lines);
    }

    @Override
    public void refused(Draft draft, Problem problem) {
      // An id that was made says what its time says already.
      Problem told =
          draft.lines().getFirst().hasMadeId() ? GrpcChannel.without(problem, "id") : problem;
      List<String> reasons = GrpcChannel.reasons(told, Column::titleOfField);
      if (GrpcChannel.names(problem, Reason.TIME_OUT_OF_RANGE)) {
        draft.lines().forEach(line -> reject(line.withWrongTime(reasons)));
        progress.add(draft.lines().size());
      } else {
        reject(draft.lines(), reasons);
      }
    }

    private synchronized void reject(RatingLine.Bad line) {
      rejected.add(line);
    }

    synchronized void reject(List<? extends RatingLine> lines, List<String> reasons) {
      lines.forEach(line -> rejected.add(RatingLine.Bad.of(line, reasons)));
      progress.add(lines.size());
    }

    synchronized List<RatingLine.Bad> inOrder() {
      return rejected.stream().sorted(Comparator.comparingLong(bad -> bad.raw().number())).toList();
    }

    synchronized ImportSummary summary() {
      return new ImportSummary(added, alreadyThere, dontKnow, rejected.size());
    }
  }
}
