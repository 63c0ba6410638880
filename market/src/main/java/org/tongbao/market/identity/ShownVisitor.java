package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.tongbao.market.web.Visitor;
import org.tongbao.market.web.Visitors;

/// Tells the shell of the pages who looks at them.
@Component
final class ShownVisitor implements Visitors {
  @Override
  public Visitor of(HttpServletRequest request) {
    return CallerFilter.caller(request).map(ShownVisitor::visitor).orElse(Visitor.NOBODY);
  }

  private static Visitor visitor(Caller caller) {
    return new Visitor(
        true,
        caller.grants().stream().anyMatch(it -> it.merchant() != null),
        caller.grants().stream().anyMatch(it -> it.merchant() == null));
  }
}
