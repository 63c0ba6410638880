/// The database as a backup sees it: all tables at one moment, and an empty database that becomes
/// what they say.
@NullMarked
package org.tongbao.market.backup;

import org.jspecify.annotations.NullMarked;
