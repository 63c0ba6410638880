package org.tongbao.market.invitation;

import java.util.List;
import java.util.Map;
import org.tongbao.market.identity.Role;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Whom the platform has asked to work for it.
///
/// @param typed what stands in the form
public record PlatformInvitationPage(
    Frame frame,
    Desk desk,
    List<InvitationRow> rows,
    Map<String, String> typed,
    FormErrors errors) {
  public PlatformInvitationPage {
    rows = List.copyOf(rows);
    typed = Map.copyOf(typed);
  }

  public List<Role> roles() {
    return Role.ofPlatform();
  }
}
