package org.tongbao.primitives;

/// Bytes that are not canonical RLP, or not the RLP that was expected.
public final class RlpException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final int offset;

  /// The message gets the byte offset appended.
  public RlpException(String problem, int offset) {
    super(problem + " at byte " + offset);
    this.offset = offset;
  }

  /// Where in the outermost input the fault stands.
  public int offset() {
    return offset;
  }
}
