package org.onthaal.aggregation.alert;

import java.util.function.Function;

/// Transactions of our own, outside the fold, for what people do with alerts.
public interface AlertTransactions {
  /// Runs the work in one transaction; again from the start when another transaction was in the
  /// way.
  ///
  /// @throws StoreFailedException when the database does not answer
  <T> T transact(Function<AlertTransaction, T> work);
}
