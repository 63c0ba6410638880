package org.tongbao.market.onchain;

import org.tongbao.primitives.Address;

/// Published inside the transaction in which a holder's own wallet becomes its account; a listener
/// that throws keeps it from doing so.
public record WalletInUse(Holder holder, Address wallet) {}
