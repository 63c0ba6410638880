/// The precompiled contracts of the Osaka fork, with its gas prices.
@NullMarked
package org.tongbao.chain.evm.precompile;

import org.jspecify.annotations.NullMarked;
