/// The chain itself: which blocks are valid, which of them count, and who hears of it.
@NullMarked
package org.tongbao.chain.core;

import org.jspecify.annotations.NullMarked;
