package org.tongbao.chain.evm;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// How a message ended.
///
/// @param success whether its changes stand
/// @param reverted whether it ended by REVERT; the gas left is then the sender's to keep
/// @param gasLeft unused gas; zero after an exceptional halt
/// @param refund the refund counter (EIP-3529), uncapped; zero unless successful
/// @param output return data or revert reason; for a creation that succeeded, the deployed code
/// @param halt why it halted exceptionally; null after success and REVERT
public record CallResult(
    boolean success,
    boolean reverted,
    long gasLeft,
    long refund,
    Bytes output,
    @Nullable HaltReason halt) {}
