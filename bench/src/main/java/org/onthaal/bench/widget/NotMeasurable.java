package org.onthaal.bench.widget;

/// Why there are no figures, in a sentence for whoever started the bench.
public final class NotMeasurable extends Exception {
  private static final long serialVersionUID = 1L;

  NotMeasurable(String sentence) {
    super(sentence);
  }

  NotMeasurable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
