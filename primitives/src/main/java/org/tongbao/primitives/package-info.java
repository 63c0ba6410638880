/// Value types of the Ethereum protocol: words, addresses, hashes, bytes and their encodings.
@NullMarked
package org.tongbao.primitives;

import org.jspecify.annotations.NullMarked;
