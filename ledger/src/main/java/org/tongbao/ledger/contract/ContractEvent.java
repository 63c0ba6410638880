package org.tongbao.ledger.contract;

/// An event of one of the contracts, decoded.
public sealed interface ContractEvent
    permits CashEvent,
        DirectoryEvent,
        GroupBuysEvent,
        InvoicesEvent,
        MembershipsEvent,
        MerchantsEvent,
        OrdersEvent,
        PointsEvent,
        RelayEvent,
        ReviewsEvent,
        TimelockEvent,
        TreasuryEvent,
        VouchersEvent {}
