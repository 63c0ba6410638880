package org.tongbao.market.replay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.DeliveryMethods;
import org.tongbao.market.merchant.Onboarding;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Takes the merchants of files through onboarding: an owner, an application whose document is the
/// merchant's row, the platform's approval, and the chain's word that the shop is live.
@Component
final class ImportedMerchants {
  static final String COUNTRY = "BR";
  private static final String NO_PHONE = "+5500000000000";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ImportStore store;
  private final ImportedUsers users;
  private final Onboarding onboarding;
  private final DeliveryMethods methods;
  private final TransactionTemplate transaction;

  ImportedMerchants(
      ImportStore store,
      ImportedUsers users,
      Onboarding onboarding,
      DeliveryMethods methods,
      TransactionTemplate transaction) {
    this.store = store;
    this.users = users;
    this.onboarding = onboarding;
    this.methods = methods;
    this.transaction = transaction;
  }

  int bringIn(List<Dataset.Merchant> merchants, ImportProgress progress) {
    Map<String, ImportStore.Shop> known = store.shops();
    List<Dataset.Merchant> missing =
        merchants.stream().filter(it -> !known.containsKey(it.id())).toList();
    Workers.each("merchants", missing, progress, this::apply);
    List<String> all = merchants.stream().map(Dataset.Merchant::id).toList();
    approve(all, progress);
    awaitLive(all, progress);
    return missing.size();
  }

  private void apply(Dataset.Merchant merchant) {
    transaction.executeWithoutResult(
        status -> {
          UserId owner = users.register("merchant", merchant.id(), "Owner of " + merchant.id());
          MerchantId id = onboarding.apply(owner, papers(merchant), merchant.currency());
          UUID method = methods.add(method(id, merchant)).id();
          store.addShop(merchant.id(), new ImportStore.Shop(id, owner, method));
        });
  }

  /// Its price is set anew for each order, to what the files say was paid for shipping.
  private DeliveryMethod method(MerchantId id, Dataset.Merchant merchant) {
    Money nothing = Money.zero(Currency.of(merchant.currency()));
    return new DeliveryMethod(
        methods.newId(),
        id,
        DeliveryMethod.Kind.MERCHANT,
        "Shipping",
        "",
        nothing,
        null,
        new DeliveryMethod.Weights(0, 0, nothing),
        Set.of(),
        null,
        true,
        1);
  }

  private static Onboarding.Papers papers(Dataset.Merchant merchant) {
    Dataset.Row row = merchant.row();
    return new Onboarding.Papers(
        "Merchant " + merchant.id(),
        "Merchant " + merchant.id(),
        merchant.id(),
        COUNTRY,
        merchant.city() + ", " + merchant.state(),
        "Owner of " + merchant.id(),
        ImportedUsers.name("merchant", merchant.id()).value(),
        NO_PHONE,
        new Onboarding.Licence(
            row.file() + " line " + row.line(), sha256(row.text().toArray()), row.text().size()));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private void approve(List<String> sources, ImportProgress progress) {
    Set<String> undecided = store.undecided(sources);
    if (undecided.isEmpty()) {
      return;
    }
    UserId reviewer = users.reviewer();
    Map<String, ImportStore.Shop> shops = store.shops();
    Workers.each(
        "approvals",
        undecided,
        progress,
        it -> onboarding.approve(reviewer, Objects.requireNonNull(shops.get(it)).merchant()));
  }

  /// Waits as long as there is progress.
  private void awaitLive(List<String> sources, ImportProgress progress) {
    int waiting = store.notLive(sources).size();
    while (waiting > 0) {
      int before = waiting;
      Map<String, String> now =
          Polling.until(
                  PATIENCE,
                  () -> Optional.of(store.notLive(sources)).filter(it -> it.size() < before))
              .orElseThrow(() -> new ImportException(stuck(store.notLive(sources))));
      waiting = now.size();
      progress.at("live on the chain", sources.size() - waiting, sources.size());
    }
  }

  private static String stuck(Map<String, String> waiting) {
    Map.Entry<String, String> one = waiting.entrySet().iterator().next();
    return "The chain has not taken in %d merchants for %d seconds, for instance %s%s."
        .formatted(
            waiting.size(),
            PATIENCE.toSeconds(),
            one.getKey(),
            one.getValue().isEmpty() ? "" : ", which it refused: " + one.getValue());
  }
}
