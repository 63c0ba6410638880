package org.tongbao.app;

import org.tongbao.app.OperationTable.Row;
import org.tongbao.app.OperationTable.Who;
import org.tongbao.app.fuzz.WireRequest;

/// One odd request.
///
/// @param exact it reaches this operation, whatever else is wrong with it
/// @param ruled its address names the things of the scene: the operation's rule holds for it
record FuzzCase(Row row, Who who, WireRequest request, boolean exact, boolean ruled) {
  FuzzCase with(WireRequest other) {
    return new FuzzCase(row, who, other, exact, ruled);
  }
}
