/// Keys of accounts: sealed at rest, signing without being seen.
@NullMarked
package org.tongbao.ledger.key;

import org.jspecify.annotations.NullMarked;
