/// Who calls, and what that allows.
///
/// A caller is this machine, the other service, the holder of a key, or anybody. Doors make the
/// [Caller]; `collect` asks the policies.
@NullMarked
package org.onthaal.feedback.access;

import org.jspecify.annotations.NullMarked;
