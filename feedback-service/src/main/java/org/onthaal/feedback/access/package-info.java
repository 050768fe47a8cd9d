/// Who calls, and what that allows.
///
/// Until there are keys and roles, a caller is known by one thing only: whether the call comes from
/// this machine. Doors make the [Caller]; `collect` asks the policies.
@NullMarked
package org.onthaal.feedback.access;

import org.jspecify.annotations.NullMarked;
