/// A load client for nodes: the same signed transactions and the same questions for our node and
/// for anvil, in turns within one run.
@NullMarked
package org.tongbao.bench.load;

import org.jspecify.annotations.NullMarked;
