package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.Fields;

/// Who works in a shop, and as what.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/staff")
final class StaffApi {
  private final Staff staff;
  private final Users users;

  StaffApi(Staff staff, Users users) {
    this.staff = staff;
    this.users = users;
  }

  @GetMapping
  @Needs(Permission.SHOP_READ)
  StaffView list(@PathVariable UUID merchantId) {
    return new StaffView(staff.of(new MerchantId(merchantId)).stream().map(this::view).toList());
  }

  /// Gives somebody another role in the shop; it holds from their next request on.
  @PutMapping("/{userId}")
  @Needs(Permission.SHOP_STAFF_MANAGE)
  MemberView change(
      Caller caller,
      @PathVariable UUID merchantId,
      @PathVariable UUID userId,
      @RequestBody RoleFields fields) {
    return view(
        staff.change(
            caller.user(), new MerchantId(merchantId), new UserId(userId), shopRole(fields.role)));
  }

  /// Ends somebody's work in the shop, and their keys for it.
  @DeleteMapping("/{userId}")
  @Needs(Permission.SHOP_STAFF_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable UUID merchantId, @PathVariable UUID userId) {
    staff.remove(caller.user(), new MerchantId(merchantId), new UserId(userId));
  }

  private static Role shopRole(@Nullable Role role) {
    Role asked = Fields.required("role", role);
    if (!asked.isOfMerchant()) {
      throw Fields.malformed("role");
    }
    return asked;
  }

  private MemberView view(Roles.Member member) {
    return new MemberView(
        member.user().value(),
        users.find(member.user()).map(User::displayName).orElse(""),
        member.role(),
        member.since());
  }

  /// `role` is one of a shop's.
  record RoleFields(@Nullable Role role) {}

  record StaffView(List<MemberView> items) {}

  record MemberView(UUID user, String displayName, Role role, Instant since) {}
}
