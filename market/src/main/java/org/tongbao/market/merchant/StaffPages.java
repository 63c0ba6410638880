package org.tongbao.market.merchant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.invitation.InvitationDesk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;

/// Who works in a shop and as what, and what that allows.
@Controller
final class StaffPages {
  private static final String STAFF = "/merchant/{merchantId}/staff";
  private static final String INVITATIONS = "/merchant/{merchantId}/staff-invitations";

  private final Staff staff;
  private final InvitationDesk invitations;
  private final Users users;
  private final ShopDesks desks;
  private final Pages pages;

  StaffPages(Staff staff, InvitationDesk invitations, Users users, ShopDesks desks, Pages pages) {
    this.staff = staff;
    this.invitations = invitations;
    this.users = users;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(STAFF)
  @Needs(Permission.SHOP_READ)
  View list(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_READ);
    Map<String, String> empty = Map.of("role", Role.MERCHANT_ORDERS.name());
    return pages.of("shop-staff", page(caller, frame, shop, empty, FormErrors.NONE));
  }

  /// Asks somebody by mail, with an account here or without: that is seen by who has the letter.
  @PostMapping(INVITATIONS)
  @Needs(Permission.SHOP_STAFF_MANAGE)
  View invite(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_STAFF_MANAGE);
    try {
      invitations.invite(caller, frame, shop, typed);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, typed, refused);
    }
    return done(shop, redirect, "invitations.sent");
  }

  @PostMapping(INVITATIONS + "/{id}/withdrawal")
  @Needs(Permission.SHOP_STAFF_MANAGE)
  View withdraw(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_STAFF_MANAGE);
    invitations.withdraw(shop, id);
    return done(shop, redirect, "invitations.withdrawn");
  }

  @PostMapping(STAFF + "/{userId}/role")
  @Needs(Permission.SHOP_STAFF_MANAGE)
  View change(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String userId,
      @RequestParam(defaultValue = "") String role,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_STAFF_MANAGE);
    Roles.Member member = staff.require(shop, new UserId(PageFields.id(userId)));
    try {
      Roles.Member _ = staff.change(caller.user(), shop, member.user(), role(role));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, Map.of(), refused);
    }
    return done(shop, redirect, "merchant.staff.changed");
  }

  /// Ends somebody's work in the shop; who ends their own has nothing to look at here any more.
  @PostMapping(STAFF + "/{userId}/removal")
  @Needs(Permission.SHOP_STAFF_MANAGE)
  View remove(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String userId,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_STAFF_MANAGE);
    UserId user = new UserId(PageFields.id(userId));
    return user.equals(caller.user())
        ? leave(caller, frame, shop, redirect)
        : end(caller, frame, shop, user, redirect);
  }

  private View end(
      Caller caller, Frame frame, MerchantId shop, UserId user, RedirectAttributes redirect) {
    try {
      staff.remove(caller.user(), shop, user);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, Map.of(), refused);
    }
    return done(shop, redirect, "merchant.staff.removed");
  }

  @PostMapping(STAFF + "/departure")
  @Needs(Permission.SHOP_READ)
  View leave(
      Caller caller, Frame frame, @PathVariable String merchantId, RedirectAttributes redirect) {
    return leave(caller, frame, caller.shop(merchantId, Permission.SHOP_READ), redirect);
  }

  private View leave(Caller caller, Frame frame, MerchantId shop, RedirectAttributes redirect) {
    try {
      staff.remove(caller.user(), shop, caller.user());
    } catch (DomainException refused) {
      return refused(caller, frame, shop, Map.of(), refused);
    }
    return pages.done(redirect, "merchant.staff.left", "/merchant");
  }

  private View done(MerchantId shop, RedirectAttributes redirect, String notice) {
    return pages.done(redirect, notice, ShopDesks.path(shop, "/staff"));
  }

  private View refused(
      Caller caller,
      Frame frame,
      MerchantId shop,
      Map<String, String> typed,
      DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), InvitationDesk.FIELDS);
    return pages.refused("shop-staff", page(caller, frame, shop, typed, errors));
  }

  private StaffPage page(
      Caller caller, Frame frame, MerchantId shop, Map<String, String> typed, FormErrors errors) {
    List<Roles.Member> members = staff.of(shop);
    boolean manages = caller.may(Permission.SHOP_STAFF_MANAGE, shop);
    return new StaffPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/staff"),
        ShopDesks.path(shop, "/staff"),
        manages,
        members.stream().map(it -> row(it, caller, frame)).toList(),
        manages ? invitations.open(shop) : List.of(),
        Role.ofShops(),
        typed,
        errors);
  }

  /// Names are what people gave themselves; how they sign in is nobody's business here.
  private StaffPage.Member row(Roles.Member member, Caller caller, Frame frame) {
    String id = member.user().value().toString();
    String name = users.find(member.user()).map(User::displayName).orElse("");
    return new StaffPage.Member(
        id,
        name.isEmpty()
            ? frame.texts().get("merchant.staff.nameless", id.substring(id.length() - 6))
            : name,
        member.role(),
        member.since(),
        member.user().equals(caller.user()));
  }

  private static Role role(@Nullable String name) {
    return Role.ofShops().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Fields.malformed("role"));
  }
}
