/// Networks to test against: our node in this process, and anvil.
@NullMarked
package org.tongbao.ledger.network;

import org.jspecify.annotations.NullMarked;
