package org.tongbao.chain.core;

import org.tongbao.chain.block.Block;
import org.tongbao.chain.pow.AuxPow;

/// A block and its proof of work, as nodes pass it on.
public record SealedBlock(Block block, AuxPow seal) {}
