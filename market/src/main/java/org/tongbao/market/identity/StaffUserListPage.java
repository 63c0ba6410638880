package org.tongbao.market.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// Everybody who has registered.
///
/// @param asked the beginning of the login names that are wanted
public record StaffUserListPage(
    Frame frame, Desk desk, String asked, List<StaffUserPage> users, @Nullable String next) {
  public StaffUserListPage {
    users = List.copyOf(users);
  }
}
