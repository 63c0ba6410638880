package org.tongbao.market.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.Language;

/// Asking people by mail to work in a shop or for the platform. Whether an address has an account
/// here changes nothing that who asks can see: it is found out by who has the letter. The role
/// begins when the link is followed, which proves the address. Thread-safe.
@Component
public class StaffInvitations {
  static final Duration LASTS = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(StaffInvitations.class);
  private static final int MOST_OPEN = 50;
  private static final int MOST_A_DAY = 5;
  private static final Duration KEPT = Duration.ofDays(60);

  private final InvitationStore store;
  private final InvitationLetters letters;
  private final ShopStaff shops;
  private final Users users;
  private final Roles roles;
  private final TransactionTemplate transaction;
  private final Clock clock;

  StaffInvitations(
      InvitationStore store,
      InvitationLetters letters,
      ShopStaff shops,
      Users users,
      Roles roles,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.letters = letters;
    this.shops = shops;
    this.users = users;
    this.roles = roles;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Where somebody is to work, and as what.
  ///
  /// @param merchant null for the platform
  public record Place(@Nullable MerchantId merchant, Role role) {
    public Place {
      if (role == Role.BUYER || role.isOfMerchant() != (merchant != null)) {
        throw new IllegalArgumentException(role + " and merchant " + merchant);
      }
    }
  }

  /// Sends a letter to an address of mail; what was asked of it before for this place is over.
  /// Whether `by` may is the caller's to check. Refuses with [InvitationError#TOO_MANY].
  ///
  /// @param language of the letter
  public StaffInvitation invite(UserId by, Place place, LoginName address, Language language) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it will be read
    var invitation =
        new StaffInvitation(
            Uuid7.next(clock), place.merchant, address, place.role, by, now, now.plus(LASTS));
    transaction.executeWithoutResult(
        status -> {
          store.lock(place.merchant);
          store.replace(place.merchant, address, now);
          if (store.open(place.merchant, now).size() >= MOST_OPEN
              || store.sentTo(address, now.minus(Duration.ofDays(1))) >= MOST_A_DAY) {
            throw new DomainException(InvitationError.TOO_MANY);
          }
          String word = letters.word();
          store.add(invitation, InvitationLetters.hash(word));
          letters.send(invitation, word, language);
        });
    return invitation;
  }

  /// Those of a shop, or of the platform, that can still be answered; newest first.
  ///
  /// @param merchant null for the platform
  public List<StaffInvitation> open(@Nullable MerchantId merchant) {
    return store.open(merchant, clock.instant());
  }

  /// Its link works no more. Refuses with [RequestError#NOT_FOUND].
  public void withdraw(@Nullable MerchantId merchant, UUID id) {
    if (!store.withdraw(merchant, id, clock.instant())) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
  }

  /// What a letter's link stands for; nothing when it is over, or who asked may not ask any more.
  Optional<StaffInvitation> look(String word) {
    return store.find(InvitationLetters.hash(word), clock.instant()).filter(this::isStillMeant);
  }

  private boolean isStillMeant(StaffInvitation invitation) {
    Permission needed =
        invitation.merchant() == null ? Permission.ROLES_GRANT : Permission.SHOP_STAFF_MANAGE;
    return roles.of(invitation.invitedBy()).stream()
        .anyMatch(
            it ->
                Objects.equals(it.merchant(), invitation.merchant())
                    && needed.isGivenBy(it.role()));
  }

  /// Whether the address has an account: for who has the letter alone.
  boolean hasAccount(StaffInvitation invitation) {
    return users.find(invitation.address()).isPresent();
  }

  /// Accepts as who has signed in, whose the address has to be: it is proved thereby. Refuses with
  /// [InvitationError#OVER], [InvitationError#OTHER_ADDRESS], and as [ShopStaff#add] does, after
  /// which the link still works.
  StaffInvitation accept(UserId user, String word) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              StaffInvitation invitation = require(word);
              if (users.find(invitation.address()).filter(it -> it.id().equals(user)).isEmpty()) {
                throw new DomainException(InvitationError.OTHER_ADDRESS);
              }
              begin(invitation, user);
              return invitation;
            }));
  }

  /// Registers the address of the link and accepts. Refuses with [InvitationError#OVER],
  /// [InvitationError#HAS_ACCOUNT], and passwords that are no good, after which the link still
  /// works.
  StaffInvitation register(
      String word, String displayName, String password, User.Preferences preferences) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              StaffInvitation invitation = require(word);
              if (hasAccount(invitation)) {
                throw new DomainException(InvitationError.HAS_ACCOUNT);
              }
              User user = users.register(invitation.address(), password, displayName, preferences);
              begin(invitation, user.id());
              return invitation;
            }));
  }

  private StaffInvitation require(String word) {
    return store
        .lock(InvitationLetters.hash(word), clock.instant())
        .filter(this::isStillMeant)
        .orElseThrow(() -> new DomainException(InvitationError.OVER));
  }

  private void begin(StaffInvitation invitation, UserId user) {
    if (!store.accept(invitation.id(), user, clock.instant())) {
      throw new DomainException(InvitationError.OVER);
    }
    boolean _ = users.prove(user, invitation.address());
    MerchantId shop = invitation.merchant();
    if (shop == null) {
      roles.grant(user, new Grant(invitation.role(), null), invitation.invitedBy());
    } else {
      shops.add(invitation.invitedBy(), shop, user, invitation.role());
    }
    LOG.info("{} is {} by an invitation of {}", user, invitation.role(), invitation.invitedBy());
  }

  /// Addresses are not kept for ever.
  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT11M")
  void deleteOld() {
    store.deleteOlder(clock.instant().minus(KEPT));
  }
}
