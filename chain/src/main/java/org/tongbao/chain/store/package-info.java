/// The chain on disk: blocks, receipts, seals and state in RocksDB, one atomic write per block.
@NullMarked
package org.tongbao.chain.store;

import org.jspecify.annotations.NullMarked;
