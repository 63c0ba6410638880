package org.tongbao.market.demo;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tongbao.market.address.Addresses;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;

/// Who takes part in the demonstration.
@Component
class DemoPeople {
  private static final Logger log = LoggerFactory.getLogger(DemoPeople.class);
  private static final String DOMAIN = "@demo.invalid";
  private static final User.Preferences NONE =
      new User.Preferences(Optional.empty(), Optional.empty());

  /// A buyer and where parcels go.
  record Buyer(UserId id, UUID address) {}

  private record Profile(String name, PostalAddress.Typed home) {}

  /// By key; the first is whom one looks around as.
  private static final Map<String, Profile> BUYERS =
      Map.of(
          "lina",
          new Profile(
              "李娜",
              new PostalAddress.Typed(
                  "李娜", "+86 138 0013 8000", "CN", "广东省", "深圳市", "南山区", "科苑路 1 号", "518057")),
          "emma",
          new Profile(
              "Emma Clark",
              new PostalAddress.Typed(
                  "Emma Clark",
                  "+86 138 0013 8001",
                  "CN",
                  "上海市",
                  "上海市",
                  "徐汇区",
                  "衡山路 8 号",
                  "200031")),
          "wanglei",
          new Profile(
              "王磊",
              new PostalAddress.Typed(
                  "王磊", "+86 138 0013 8002", "CN", "四川省", "成都市", "锦江区", "春熙路 20 号", "610021")));

  private static final String LOOKS_AROUND = "lina";
  private static final String KEEPS_SHOP = "silkroad";

  private final DemoOnce once;
  private final Users users;
  private final Roles roles;
  private final Addresses addresses;

  DemoPeople(DemoOnce once, Users users, Roles roles, Addresses addresses) {
    this.once = once;
    this.users = users;
    this.roles = roles;
    this.addresses = addresses;
  }

  UserId reviewer() {
    return new UserId(
        once.make(
            "begun",
            () -> {
              UserId reviewer = new UserId(withoutPassword("reviewer", "Demonstration"));
              roles.grant(reviewer, new Grant(Role.REVIEWER, null), reviewer);
              return reviewer.value();
            }));
  }

  UserId owner(DemoFiles.Shop shop) {
    return new UserId(
        once.make(
            "owner " + shop.key(),
            () ->
                shop.key().equals(KEEPS_SHOP)
                    ? withPassword(shop.key(), shop.name(), "a merchant centre")
                    : withoutPassword(shop.key(), shop.name())));
  }

  Buyer buyer(String key) {
    Profile profile = Objects.requireNonNull(BUYERS.get(key), key);
    UserId id =
        new UserId(
            once.make(
                "buyer " + key,
                () ->
                    key.equals(LOOKS_AROUND)
                        ? withPassword("buyer", profile.name, "a buyer's orders")
                        : withoutPassword(key, profile.name)));
    UUID address =
        once.make(
            "address " + key, () -> addresses.add(id, PostalAddress.of(profile.home), true).id());
    return new Buyer(id, address);
  }

  private UUID withoutPassword(String key, String name) {
    return users.registerWithoutPassword(LoginName.parse(key + DOMAIN), name, NONE).id().value();
  }

  /// Somebody to look around as. The password is made here and said once, so that no marketplace
  /// has an account that everybody can open.
  private UUID withPassword(String key, String name, String toSee) {
    byte[] secret = new byte[9];
    new SecureRandom().nextBytes(secret);
    String password = "demo-" + HexFormat.of().formatHex(secret);
    LoginName login = LoginName.parse(key + DOMAIN);
    UUID id = users.register(login, password, name, NONE).id().value();
    log.info("To see {}, sign in as {} with the password {}", toSee, login.value(), password);
    return id;
  }
}
