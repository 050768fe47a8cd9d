package org.onthaal.feedback.publish;

import org.onthaal.feedback.store.CountedCell;
import org.onthaal.v1.RecountCells;
import org.onthaal.v1.RecountChoices;
import org.onthaal.v1.RecountResponse;

/// Sends counted cells in messages of a bounded size.
final class GrpcRecount {
  // About 100 bytes a cell: far below a client's usual message limit of 4 MiB.
  private static final int CELLS_MAX = 2_000;

  private final GrpcPace<RecountResponse> pace;
  private RecountCells.Builder cells = RecountCells.newBuilder();
  private RecountChoices.Builder choices = RecountChoices.newBuilder();

  /// The reader left; counting on would be for nobody.
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  GrpcRecount(GrpcPace<RecountResponse> pace) {
    this.pace = pace;
  }

  void add(CountedCell cell) {
    cells.addCells(Protos.cell(cell));
    if (cells.getCellsCount() >= CELLS_MAX) {
      flush();
    }
  }

  void addChosen(CountedCell.Chosen chosen) {
    choices.addChoices(Protos.chosen(chosen));
    if (choices.getChoicesCount() >= CELLS_MAX) {
      flush();
    }
  }

  void flush() {
    if (cells.getCellsCount() > 0) {
      send(RecountResponse.newBuilder().setCells(cells).build());
      cells = RecountCells.newBuilder();
    }
    if (choices.getChoicesCount() > 0) {
      send(RecountResponse.newBuilder().setChoices(choices).build());
      choices = RecountChoices.newBuilder();
    }
  }

  void send(RecountResponse response) {
    try {
      if (!pace.send(response)) {
        throw new ReaderGone();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ReaderGone();
    }
  }
}
