package org.onthaal.aggregation.notify;

/// A password or key that is sent as it is. Never printed.
public final class Credential {
  private final String value;

  public Credential(String value) {
    this.value = value;
  }

  /// The text itself, for sending only.
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credential credential && value.equals(credential.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "credential of " + value.length() + " characters";
  }
}
