package org.tongbao.chain.sync;

/// Why the connection to a peer ends. It carries no stack trace: it is news of another node, not a
/// fault of this one.
final class PeerFault extends RuntimeException {
  /// What follows from it.
  enum Kind {
    /// The connection is gone; it may be made again at once.
    LOST,
    /// One of the two does not want the other now; to be tried again later.
    REFUSED,
    /// The peer is of another chain, is faulty, or lies; it is kept away for a while.
    MISBEHAVED
  }

  private final Kind kind;

  private PeerFault(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static PeerFault lost(String reason) {
    return new PeerFault(Kind.LOST, reason);
  }

  static PeerFault refused(String reason) {
    return new PeerFault(Kind.REFUSED, reason);
  }

  static PeerFault misbehaved(String reason) {
    return new PeerFault(Kind.MISBEHAVED, reason);
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
