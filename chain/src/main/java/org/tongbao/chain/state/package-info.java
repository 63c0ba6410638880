/// World state as execution sees it: a journal of changes over a committed state.
@NullMarked
package org.tongbao.chain.state;

import org.jspecify.annotations.NullMarked;
