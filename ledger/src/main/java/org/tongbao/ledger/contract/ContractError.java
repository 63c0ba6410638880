package org.tongbao.ledger.contract;

import org.tongbao.primitives.Bytes;

/// Why a contract reverted. Grouped by the contract that declares the error; those of OpenZeppelin
/// and of the language are in `StandardError`.
public sealed interface ContractError
    permits CashError,
        ContractError.Unknown,
        DirectoryError,
        GroupBuysError,
        IntentsError,
        InvoicesError,
        MembershipsError,
        MerchantsError,
        OrdersError,
        PointsError,
        RelayError,
        ReviewsError,
        StandardError,
        TreasuryError,
        VouchersError {

  /// Data that no contract of ours reverts with; empty when a call ran out of gas.
  record Unknown(Bytes data) implements ContractError {}

  /// What reverted data says. Never fails: what cannot be decoded is `Unknown`.
  static ContractError decode(Bytes data) {
    return ErrorTable.decode(data);
  }
}
