/// Keys with which programs use the API.
@NullMarked
package org.tongbao.market.apikey;

import org.jspecify.annotations.NullMarked;
