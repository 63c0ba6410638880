package org.tongbao.ledger.contract;

public record Membership(int tier, long expires) {}
