package org.tongbao.chain.rpc;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tongbao.primitives.Address;

/// The names that EIP-7910 gives to what stands at fixed addresses.
final class ConfigNames {
  static final Map<String, String> PRECOMPILES = precompiles();

  static final Map<String, String> SYSTEM_CONTRACTS =
      Map.of("HISTORY_STORAGE_ADDRESS", "0x0000f90827f1c53a10cb7a02335b175320002935");

  private ConfigNames() {}

  private static Map<String, String> precompiles() {
    Map<String, String> names = new TreeMap<>();
    String[] inOrder = {
      "ECREC",
      "SHA256",
      "RIPEMD160",
      "ID",
      "MODEXP",
      "BN254_ADD",
      "BN254_MUL",
      "BN254_PAIRING",
      "BLAKE2F",
      "KZG_POINT_EVALUATION",
      "BLS12_G1ADD",
      "BLS12_G1MSM",
      "BLS12_G2ADD",
      "BLS12_G2MSM",
      "BLS12_PAIRING_CHECK",
      "BLS12_MAP_FP_TO_G1",
      "BLS12_MAP_FP2_TO_G2"
    };
    for (int i = 0; i < inOrder.length; i++) {
      names.put(inOrder[i], address(i + 1));
    }
    names.put("P256VERIFY", address(0x100));
    return Collections.unmodifiableMap(names);
  }

  private static String address(int number) {
    byte[] bytes = new byte[20];
    bytes[18] = (byte) (number >> 8);
    bytes[19] = (byte) number;
    return Address.of(bytes).toHex();
  }
}
