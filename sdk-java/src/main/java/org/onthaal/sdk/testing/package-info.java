/** What applications test with: a client whose server is in the test's hands. */
@NullMarked
package org.onthaal.sdk.testing;

import org.jspecify.annotations.NullMarked;
