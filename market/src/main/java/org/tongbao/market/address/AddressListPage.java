package org.tongbao.market.address;

import java.util.List;
import org.tongbao.market.web.Frame;

/// The book of addresses.
public record AddressListPage(Frame frame, List<Address> addresses) {
  public AddressListPage {
    addresses = List.copyOf(addresses);
  }
}
