package org.tongbao.primitives.tx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// The gas a transaction uses before its first instruction runs, by the rules of Osaka (Yellow
/// Paper §6.2; EIP-2028, 2930, 3860, 7623, 7702). Pure functions of the fields.
public final class IntrinsicGas {
  /// The longest initialisation code (EIP-3860).
  public static final int MAX_INIT_CODE_SIZE = 49_152;

  private static final long TRANSACTION = 21_000;
  private static final long CREATE = 32_000;
  private static final long INIT_CODE_WORD = 2;
  private static final long TOKEN = 4;
  private static final long FLOOR_TOKEN = 10;
  private static final long TOKENS_OF_NON_ZERO_BYTE = 4;
  private static final long ACCESS_LIST_ADDRESS = 2_400;
  private static final long ACCESS_LIST_STORAGE_KEY = 1_900;
  private static final long AUTHORIZATION = 25_000;

  private IntrinsicGas() {}

  public static long of(Transaction tx) {
    return of(tx.to(), tx.data(), tx.accessList(), tx.authorizationList().size());
  }

  /// The same from loose fields, for calls that are not signed.
  public static long of(
      @Nullable Address to, Bytes data, List<AccessListEntry> accessList, int authorizations) {
    long gas = TRANSACTION + TOKEN * tokens(data) + AUTHORIZATION * authorizations;
    if (to == null) {
      gas += CREATE + INIT_CODE_WORD * ((data.size() + 31L) / 32);
    }
    for (AccessListEntry entry : accessList) {
      gas += ACCESS_LIST_ADDRESS + ACCESS_LIST_STORAGE_KEY * entry.storageKeys().size();
    }
    return gas;
  }

  /// The least a transaction with this data pays, however little it executes (EIP-7623).
  public static long floor(Bytes data) {
    return TRANSACTION + FLOOR_TOKEN * tokens(data);
  }

  /// A zero byte is one token, another byte four.
  private static long tokens(Bytes data) {
    long tokens = 0;
    for (byte each : data.unsafeArray()) {
      tokens += each == 0 ? 1 : TOKENS_OF_NON_ZERO_BYTE;
    }
    return tokens;
  }
}
