/// The address book of a user.
@NullMarked
package org.tongbao.market.address;

import org.jspecify.annotations.NullMarked;
