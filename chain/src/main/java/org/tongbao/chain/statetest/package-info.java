/// Runs state-test fixtures of the Ethereum test suites (`tongbao state-test`).
@NullMarked
package org.tongbao.chain.statetest;

import org.jspecify.annotations.NullMarked;
