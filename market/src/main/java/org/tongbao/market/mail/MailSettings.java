package org.tongbao.market.mail;

import java.util.Optional;

/// Where mail goes; without a server it stays in the mailbox here.
public record MailSettings(Optional<Smtp> server) {
  /// How the connection is protected.
  public enum Security {
    /// It begins in the open and is encrypted before anything is said; never without.
    STARTTLS,
    /// It is encrypted from its first byte.
    TLS,
    /// Not at all: for a relay on the same machine.
    NONE
  }

  /// A server that takes mail (RFC 6409).
  ///
  /// @param user empty where none is asked for
  /// @param from the sender's address
  public record Smtp(
      String host, int port, Security security, String user, String password, String from) {
    public Smtp {
      if (!Letter.isAddress(from)) {
        throw new IllegalArgumentException("the sender is not an address of mail");
      }
    }

    /// Without the password.
    @Override
    public String toString() {
      return host + ":" + port + " " + security;
    }
  }
}
