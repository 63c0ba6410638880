/// The contracts as Java types: calls, events, errors, structs. All files but the hand-written
/// registries are generated from the ABIs (see docs/ledger.md).
@NullMarked
package org.tongbao.ledger.contract;

import org.jspecify.annotations.NullMarked;
