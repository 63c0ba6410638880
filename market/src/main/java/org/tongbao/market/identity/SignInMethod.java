package org.tongbao.market.identity;

/// How somebody has shown to be a user.
public enum SignInMethod {
  PASSWORD,
  PASSKEY,
  WALLET
}
