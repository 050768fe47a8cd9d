/**
 * The SDK in a Spring Boot application: a {@link org.onthaal.sdk.FeedbackClient} from the
 * properties {@code onthaal.*}, closed with the application.
 */
@NullMarked
package org.onthaal.spring;

import org.jspecify.annotations.NullMarked;
