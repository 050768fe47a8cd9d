package org.onthaal.sdk;

import java.util.Objects;

/**
 * Whether ratings reach the server, and if not, why.
 *
 * @param state how it stands
 * @param detail for people: what the server or the network answered last; empty while {@link
 *     State#DELIVERING}
 */
public record Health(State state, String detail) {
  /** Takes a state and what led to it. */
  public Health {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(detail, "detail");
  }

  /** How it stands between this client and the server. */
  public enum State {
    /** The last call succeeded, or there was none yet. */
    DELIVERING,
    /**
     * The server or the network fails: tried again by itself, the longer it lasts the more seldom.
     */
    RETRYING,
    /**
     * The server does not let this client in: a key, a certificate, an address. Nothing is lost;
     * somebody has to mend it, after which the client goes on without a restart.
     */
    BLOCKED
  }
}
