/// The chain for everybody to read: blocks, transactions with what they did in words, accounts, and
/// money in circulation beside the reserve.
@NullMarked
package org.tongbao.market.explorer;

import org.jspecify.annotations.NullMarked;
