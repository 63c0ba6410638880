package org.tongbao.market.address;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The form of one address.
///
/// @param id null for a new one
/// @param typed what the fields hold
/// @param next where to go on
public record AddressPage(
    Frame frame,
    @Nullable UUID id,
    int version,
    PostalAddress.Typed typed,
    boolean standard,
    List<Country> countries,
    String next,
    FormErrors errors) {
  public AddressPage {
    countries = List.copyOf(countries);
  }

  public record Country(String code, String name, boolean chosen) {}
}
