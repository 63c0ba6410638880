/// Reads the chain's events in order, following reorganisations.
@NullMarked
package org.tongbao.ledger.index;

import org.jspecify.annotations.NullMarked;
