/// How the platform runs, for who runs it.
@NullMarked
package org.tongbao.market.operations;

import org.jspecify.annotations.NullMarked;
