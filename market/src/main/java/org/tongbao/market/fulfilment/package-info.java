/// How things reach the buyer: parcels with their trail, and codes for what is fetched.
@NullMarked
package org.tongbao.market.fulfilment;

import org.jspecify.annotations.NullMarked;
