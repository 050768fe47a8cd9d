/// Answers what the figures are, each with n and an interval, once or live, and what people wrote.
///
/// In: a question (range, zone, windows, groups, filters) over gRPC or HTTP. Out: rows in the
/// contract's form, or everything that is wrong with the question. The counts come from `fold`, the
/// figures, and which of them are hidden, from `measure`; comments are feedback-service's and are
/// kept here by nobody. Called by `AggregationServer`'s doors.
@NullMarked
package org.onthaal.aggregation.report;

import org.jspecify.annotations.NullMarked;
