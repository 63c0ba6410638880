package org.tongbao.market.merchant;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.TestChain;

/// Users and shops for other features' tests, on a [TestChain] that scans `identity`, `currency`
/// and `merchant`.
public final class LiveShops {
  private LiveShops() {}

  /// Somebody who has registered, with an account on the chain.
  public static UserId user(TestChain chain) {
    UUID id = Uuid7.next(chain.clock());
    chain
        .jdbc()
        .sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, ?)")
        .params(id, OffsetDateTime.now(chain.clock()).withOffsetSameInstant(ZoneOffset.UTC))
        .update();
    chain.bean(ChainAccounts.class).create(Holder.of(new UserId(id)));
    return new UserId(id);
  }

  /// A shop that waits for the platform's decision.
  static Dossier applied(TestChain chain, String name, String currency) {
    return chain.bean(Applications.class).apply(user(chain), company(name), currency, 1);
  }

  /// What this applicant says of a shop that is to sell in CNY.
  static Dossier applied(TestChain chain, UserId applicant, Company company) {
    return chain.bean(Applications.class).apply(applicant, company, "CNY", 1);
  }

  /// A shop that the chain has approved.
  public static Merchant live(TestChain chain, String name, String currency) {
    Dossier applied = applied(chain, name, currency);
    chain.bean(Reviews.class).approve(user(chain), applied.merchant().id(), applied.version(), "");
    chain.settle();
    return chain.bean(Merchants.class).require(applied.merchant().id());
  }

  static Company company(String name) {
    Company.Document licence =
        new Company.Document(Company.Document.Kind.BUSINESS_LICENCE, "l.pdf", "0".repeat(64), 9);
    return new Company(
        name,
        "Co.",
        "9144",
        "CN",
        "1 Road",
        "Li",
        "li@example.com",
        "+8613800138000",
        List.of(licence));
  }
}
