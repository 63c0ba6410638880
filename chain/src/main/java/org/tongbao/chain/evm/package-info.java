/// The Ethereum Virtual Machine of the Osaka fork: frames, instructions, gas.
@NullMarked
package org.tongbao.chain.evm;

import org.jspecify.annotations.NullMarked;
