package org.tongbao.chain.store;

import org.tongbao.chain.block.BlockHeader;
import org.tongbao.primitives.U256;

/// The newest block of the canonical chain.
///
/// @param totalWork the difficulties of all blocks up to it added up
public record ChainHead(BlockHeader header, U256 totalWork) {}
