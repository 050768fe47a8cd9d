/**
 * What the tests of every module stand on: a real PostgreSQL, a clock that the test drives,
 * builders of the contract's messages, and the reference data. Knows the contract and no service.
 */
@NullMarked
package org.onthaal.testkit;

import org.jspecify.annotations.NullMarked;
