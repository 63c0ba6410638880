/// The differential fuzzer: seeded random transactions run here and on anvil, and everything that
/// can be seen of them is compared: acceptance, receipts, logs, blooms, gas, traces, and the state
/// root.
///
/// `DifferentialFuzzer` is the command, `DifferentialFuzzTest` a bounded run of it.
@NullMarked
package org.tongbao.chain.fuzz;

import org.jspecify.annotations.NullMarked;
