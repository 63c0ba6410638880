package org.tongbao.market.address;

import java.util.UUID;

/// An entry of somebody's address book.
///
/// @param standard whether it is the one that is proposed first; each book that is not empty has
///   one
/// @param version grows with each change
public record Address(UUID id, PostalAddress postal, boolean standard, int version) {}
