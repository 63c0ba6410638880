package org.tongbao.ledger.contract;

public record GroupStatus(GroupState state, int clearing, long pledged, long orderBy) {}
