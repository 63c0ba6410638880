package org.tongbao.market.merchant;

import org.tongbao.market.identity.MerchantId;

/// Published inside the transaction that changes whether a shop sells, or what buyers see of it.
public record MerchantChanged(MerchantId merchant) {}
