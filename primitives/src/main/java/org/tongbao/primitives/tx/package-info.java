/// Transactions of the types 0 to 4: their fields, encoding, signing and static rules.
@NullMarked
package org.tongbao.primitives.tx;

import org.jspecify.annotations.NullMarked;
