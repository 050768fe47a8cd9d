package org.onthaal.standalone;

/// Something the person at the keyboard can change: one sentence that says what is wrong and what
/// to do. Ends the command with exit code 2.
public final class Complaint extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Complaint(String sentence) {
    super(sentence);
  }

  public Complaint(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
