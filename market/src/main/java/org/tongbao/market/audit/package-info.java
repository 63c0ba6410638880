/// Keeps the books of the whole platform from the chain's events alone, and compares them with the
/// contracts' state and with the database.
@NullMarked
package org.tongbao.market.audit;

import org.jspecify.annotations.NullMarked;
