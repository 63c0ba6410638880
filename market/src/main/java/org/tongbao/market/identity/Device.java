package org.tongbao.market.identity;

/// What asks to be signed in, as shown in the list of sessions.
record Device(String userAgent, String address) {
  private static final int LIMIT = 200;

  Device {
    userAgent = userAgent.replaceAll("[^ -~]", "");
    userAgent = userAgent.length() <= LIMIT ? userAgent : userAgent.substring(0, LIMIT);
  }
}
