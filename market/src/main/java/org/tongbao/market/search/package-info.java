/// Finds products by words and filters: an index in each process, which follows the database.
@NullMarked
package org.tongbao.market.search;

import org.jspecify.annotations.NullMarked;
