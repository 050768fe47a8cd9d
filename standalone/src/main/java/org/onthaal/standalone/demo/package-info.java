/// A lifelike stream of ratings for the example of the Brussels Region, and incidents in it.
@NullMarked
package org.onthaal.standalone.demo;

import org.jspecify.annotations.NullMarked;
