/// Reading the routes file: YAML to a [org.onthaal.aggregation.notify.RouteTable], or everything
/// that is wrong with it, at once. What is secret is never repeated in a message.
@NullMarked
package org.onthaal.aggregation.notify.file;

import org.jspecify.annotations.NullMarked;
