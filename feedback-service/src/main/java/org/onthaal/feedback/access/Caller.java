package org.onthaal.feedback.access;

/// Who calls.
///
/// @param loopback whether the call comes from this machine
public record Caller(boolean loopback) {
  public static final Caller LOOPBACK = new Caller(true);
  public static final Caller ELSEWHERE = new Caller(false);
}
