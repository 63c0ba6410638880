/// Limits to how often something may be tried in vain.
@NullMarked
package org.tongbao.market.attempts;

import org.jspecify.annotations.NullMarked;
