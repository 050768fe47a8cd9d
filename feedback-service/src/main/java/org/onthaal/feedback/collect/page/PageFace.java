package org.onthaal.feedback.collect.page;

import org.onthaal.feedback.survey.Metric;

/// A drawn face for a score of satisfaction: decoration, the words beside it carry the meaning.
final class PageFace {
  // How far the middle of the mouth lies below its ends, in units of the drawing, by score.
  private static final int[] SMILES = {-9, -5, 0, 5, 9};
  private static final int MOUTH_Y = 31;

  private PageFace() {}

  static Html of(Metric metric, int score) {
    if (metric != Metric.CSAT) {
      return Html.NONE;
    }
    int smile = SMILES[score - metric.lowest()];
    // The ends move against the middle, so that every mouth is centred on the same height.
    int ends = MOUTH_Y - smile / 3;
    return Html.of(
        """
        <svg class="face" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><circle cx="24" cy="24" r="20"/><path d="M17 18v3M31 18v3M15 {}Q24 {} 33 {}"/></svg>\
        """,
        ends,
        ends + smile,
        ends);
  }
}
