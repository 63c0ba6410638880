/// Deployment of the contracts at the same addresses on every network.
@NullMarked
package org.tongbao.ledger.deploy;

import org.jspecify.annotations.NullMarked;
