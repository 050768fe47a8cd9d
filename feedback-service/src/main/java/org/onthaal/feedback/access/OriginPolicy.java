package org.onthaal.feedback.access;

import org.onthaal.feedback.key.Scope;

/// Who may say that a rating is not live: a stranger could otherwise hide ratings from live rules.
public final class OriginPolicy {
  private OriginPolicy() {}

  public static boolean mayImport(Caller caller) {
    return caller.trusted() || caller.has(Scope.IMPORT);
  }
}
