package org.tongbao.market.replay;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.address.Addresses;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.identity.UserId;

/// Registers the customers of files, each with an address that says that the files have none.
@Component
final class ImportedCustomers {
  private final ImportStore store;
  private final ImportedUsers users;
  private final Addresses addresses;
  private final TransactionTemplate transaction;

  ImportedCustomers(
      ImportStore store,
      ImportedUsers users,
      Addresses addresses,
      TransactionTemplate transaction) {
    this.store = store;
    this.users = users;
    this.addresses = addresses;
    this.transaction = transaction;
  }

  int bringIn(Collection<String> customers, ImportProgress progress) {
    Map<String, ImportStore.Buyer> known = store.buyers();
    List<String> missing = customers.stream().filter(it -> !known.containsKey(it)).toList();
    Workers.each("customers", missing, progress, this::register);
    return missing.size();
  }

  private void register(String customer) {
    transaction.executeWithoutResult(
        status -> {
          UserId user = users.register("customer", customer, "");
          UUID address = addresses.add(user, nowhere(customer), true).id();
          store.addBuyer(customer, new ImportStore.Buyer(user, address));
        });
  }

  private static PostalAddress nowhere(String customer) {
    String unknown = "not in the files";
    return PostalAddress.of(
        new PostalAddress.Typed(
            "Customer " + customer,
            "+5500000000000",
            ImportedMerchants.COUNTRY,
            unknown,
            unknown,
            "",
            unknown,
            "00000-000"));
  }
}
