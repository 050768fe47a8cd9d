package org.onthaal.aggregation.alert;

/// The fold's transaction as this package sees it: something that only `Postgres*` classes can
/// open.
///
/// What is written with it commits together with the counts that caused it, or not at all.
public interface AlertTransaction {}
