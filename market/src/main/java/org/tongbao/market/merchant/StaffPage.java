package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.invitation.InvitationRow;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Who works in a shop.
///
/// @param base the address of the list
/// @param manages whether the caller decides about it
/// @param roles those of a shop, the one who may most first
/// @param invited whom the shop has asked and who has not answered; none for who does not decide
/// @param typed what stands in the form that asks somebody
public record StaffPage(
    Frame frame,
    Desk desk,
    String base,
    boolean manages,
    List<Member> members,
    List<InvitationRow> invited,
    List<Role> roles,
    Map<String, String> typed,
    FormErrors errors) {
  public StaffPage {
    members = List.copyOf(members);
    invited = List.copyOf(invited);
    roles = List.copyOf(roles);
    typed = Map.copyOf(typed);
  }

  /// @param name as they call themselves, or what tells them from others who gave none
  /// @param self whether it is the one who looks
  public record Member(String id, String name, Role role, Instant since, boolean self) {}

  /// What a role gives, from the very table that requests are checked by.
  public List<Permission> permissions(Role role) {
    return Arrays.stream(Permission.values())
        .filter(it -> it.isOfShop() && it.isGivenBy(role))
        .toList();
  }
}
