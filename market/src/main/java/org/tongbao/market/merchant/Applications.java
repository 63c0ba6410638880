package org.tongbao.market.merchant;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.DossierStore.Submission;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// How a shop comes into being, up to the platform's decision. Nothing of it is on the chain,
/// except that the shop has an account. Thread-safe.
@Component
class Applications {
  static final int MOST_OPEN = 5;
  private static final int SALT_BYTES = 32;

  private final DossierStore store;
  private final Documents documents;
  private final ConditionStore conditions;
  private final Currencies currencies;
  private final ChainAccounts accounts;
  private final Roles roles;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Applications(
      DossierStore store,
      Documents documents,
      ConditionStore conditions,
      Currencies currencies,
      ChainAccounts accounts,
      Roles roles,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.documents = documents;
    this.conditions = conditions;
    this.currencies = currencies;
    this.accounts = accounts;
    this.roles = roles;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Refuses with [RequestError#NOT_FOUND].
  Dossier require(MerchantId id) {
    return store.find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  PageOfList<Dossier> list(Merchant.@Nullable State state, PageOfList.Request asked) {
    return asked.page(store.list(state, asked), MerchantId::value).map(this::require);
  }

  /// Applies for a shop, and makes the applicant its owner. What the applicant has sent of the
  /// documents comes with it. Refuses with [MerchantError#CONDITIONS_CHANGED],
  /// [MerchantError#NAME_TAKEN] and [MerchantError#TOO_MANY_APPLICATIONS].
  ///
  /// @param agreed the version of the conditions that the applicant agrees to
  Dossier apply(UserId applicant, Company company, String currency, int agreed) {
    MerchantId id = new MerchantId(Uuid7.next(clock));
    transaction.executeWithoutResult(
        status -> {
          Submission submission = submission(company, currency, agreed);
          if (store.countOpen(applicant) >= MOST_OPEN) {
            throw new DomainException(
                MerchantError.TOO_MANY_APPLICATIONS, String.valueOf(MOST_OPEN));
          }
          requireFree(company.shopName(), id);
          Address account = accounts.create(Holder.of(id));
          store.add(id, applicant, account, submission, clock.instant());
          store.addSettings(id, company);
          documents.follow(applicant, id, company.documents());
          roles.grant(applicant, new Grant(Role.MERCHANT_OWNER, id), applicant);
          note(id, Decision.Kind.APPLICATION, applicant.value(), "");
        });
    return require(id);
  }

  /// Applies anew after the platform returned the application.
  Dossier applyAgain(
      UserId applicant, MerchantId id, int version, Company company, String currency, int agreed) {
    transaction.executeWithoutResult(
        status -> {
          Submission submission = submission(company, currency, agreed);
          requireFree(company.shopName(), id);
          if (!store.replace(id, version, submission)) {
            throw refusal(require(id), version, Merchant.State.RETURNED);
          }
          documents.follow(applicant, id, company.documents());
          note(id, Decision.Kind.APPLICATION, applicant.value(), "");
        });
    return require(id);
  }

  /// Why a change that expected a version and a state found neither.
  static DomainException refusal(Dossier known, int version, Merchant.State expected) {
    Dossier.Kind pending = known.step().pending();
    if (pending != null) {
      return new DomainException(MerchantError.STEP_UNDER_WAY, pending.name());
    }
    return known.merchant().state() == expected && known.version() != version
        ? new DomainException(RequestError.CHANGED_MEANWHILE)
        : new DomainException(MerchantError.WRONG_STATE, known.merchant().state().name());
  }

  /// Names are held until the transaction ends, so that two who ask for one do not both get it.
  void requireFree(String name, MerchantId except) {
    store.lockName(name);
    if (store.isTaken(name, except)) {
      throw new DomainException(MerchantError.NAME_TAKEN);
    }
  }

  private void note(MerchantId id, Decision.Kind kind, UUID actor, String reason) {
    store.addDecision(
        id, new Decision(Uuid7.next(clock), kind, actor, reason, null, clock.instant()));
  }

  private Submission submission(Company company, String currency, int agreed) {
    currencies.requireAccepted(currency);
    Conditions now =
        conditions
            .find(currency)
            .orElseThrow(() -> new DomainException(RequestError.FIELD_MALFORMED, "currency"));
    if (now.version() != agreed) {
      throw new DomainException(MerchantError.CONDITIONS_CHANGED);
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new Submission(company, now, Bytes.wrap(salt));
  }
}
