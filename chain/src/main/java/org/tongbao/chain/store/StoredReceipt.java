package org.tongbao.chain.store;

import org.tongbao.chain.block.Receipt;

/// A receipt and what only its place in the block tells.
///
/// @param gasUsed by its transaction alone
/// @param firstLogIndex the index in the block of its first log
public record StoredReceipt(Receipt receipt, long gasUsed, long firstLogIndex) {}
