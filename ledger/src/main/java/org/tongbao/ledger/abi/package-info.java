/// Between Java values and the contract ABI.
@NullMarked
package org.tongbao.ledger.abi;

import org.jspecify.annotations.NullMarked;
