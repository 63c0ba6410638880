/// Statements of a period: what an account held, what moved, and what it holds.
@NullMarked
package org.tongbao.market.statement;

import org.jspecify.annotations.NullMarked;
