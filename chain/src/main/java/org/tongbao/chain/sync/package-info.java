/// Nodes that follow each other: connections between them, the download of the chain with the most
/// work, and the passing on of transactions.
@NullMarked
package org.tongbao.chain.sync;

import org.jspecify.annotations.NullMarked;
