package org.onthaal.aggregation.notify.group;

import java.time.Instant;
import java.util.Optional;

/// One question about a due group; empty leaves it to the next stage.
@FunctionalInterface
interface Stage {
  Optional<Verdict> judge(Group group, Instant now);
}
