package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;

/// Marks a request that was refused for what may be otherwise a moment later, such as a thing that
/// is sold out: the answer is not kept for the request's key, so that the same request can be tried
/// again, and a crowd that is refused writes nothing.
public final class PassingRefusal {
  private static final String MARK = PassingRefusal.class.getName();

  private PassingRefusal() {}

  public static void mark(HttpServletRequest request) {
    request.setAttribute(MARK, true);
  }

  public static boolean isMarked(HttpServletRequest request) {
    return request.getAttribute(MARK) != null;
  }
}
