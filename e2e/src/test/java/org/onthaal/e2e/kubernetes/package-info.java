/// What the Kustomize base of `k8s/` promises.
@NullMarked
package org.onthaal.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
