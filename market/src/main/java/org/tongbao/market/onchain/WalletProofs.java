package org.tongbao.market.onchain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;
import org.tongbao.primitives.crypto.TypedData;
import org.tongbao.primitives.crypto.TypedData.Field;

/// What wallets sign, and whether they did: by a key (ECDSA), or by the code of an account that is
/// a contract (ERC-1271). Thread-safe.
@Component
public class WalletProofs {
  /// `isValidSignature(bytes32,bytes)`, which it also returns for yes (ERC-1271).
  private static final Bytes VALID = Bytes.fromHex("0x1626ba7e");

  private static final int WORD = 32;
  private static final String TYPE = "UseWallet";

  private final EthClient client;
  private final Contracts contracts;

  WalletProofs(EthClient client, Contracts contracts) {
    this.client = client;
    this.contracts = contracts;
  }

  /// What a wallet signs to become somebody's account here (EIP-712). It names chain and
  /// deployment, whose account it becomes, and until when it may.
  public TypedData document(Holder holder, Address wallet, Hash nonce, Instant before) {
    Map<String, Object> domain = new LinkedHashMap<>();
    domain.put("name", "Tongbao accounts");
    domain.put("version", "1");
    domain.put("chainId", client.chainId());
    domain.put("verifyingContract", contracts.address("Directory"));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("holder", holder.kind() + " " + holder.id());
    message.put("wallet", wallet);
    message.put("nonce", nonce);
    message.put("before", U256.of(before.getEpochSecond()));
    return TypedData.of(
        Map.of(
            TYPE,
            List.of(
                new Field("holder", "string"),
                new Field("wallet", "address"),
                new Field("nonce", "bytes32"),
                new Field("before", "uint256"))),
        TYPE,
        domain,
        message);
  }

  /// Whether this account signed the document.
  ///
  /// @throws RpcException when the node stays away
  public boolean isSigned(TypedData document, Address account, Bytes signature) {
    return isSigned(document.hash(), account, signature);
  }

  /// Whether this account signed what has this hash.
  ///
  /// @throws RpcException when the node stays away
  public boolean isSigned(Hash hash, Address account, Bytes signature) {
    return isByKey(hash, account, signature) || isByCode(hash, account, signature);
  }

  /// The network that wallets have to name.
  public String chainId() {
    return String.valueOf(client.chainId());
  }

  private static boolean isByKey(Hash hash, Address account, Bytes signature) {
    try {
      Signature read = Signature.fromBytes(signature);
      return read.isLowS()
          && Objects.equals(account, Secp256k1.recover(hash, read.yParity(), read.r(), read.s()));
    } catch (IllegalArgumentException notOfThisForm) {
      return false;
    }
  }

  private boolean isByCode(Hash hash, Address account, Bytes signature) {
    if (client.code(account).isEmpty()) {
      return false;
    }
    int padding = (WORD - signature.size() % WORD) % WORD;
    Bytes call =
        VALID
            .concat(hash.toBytes())
            .concat(U256.of(2 * WORD).toHash().toBytes())
            .concat(U256.of(signature.size()).toHash().toBytes())
            .concat(signature)
            .concat(Bytes.wrap(new byte[padding]));
    try {
      String answer =
          client
              .rpc()
              .request("eth_call", Map.of("to", account.toHex(), "data", call.toHex()), "latest")
              .asString("");
      return answer.startsWith(VALID.toHex()) && answer.length() == 2 + 2 * WORD;
    } catch (RpcException.Reverted | RpcException.Refused no) {
      return false;
    }
  }
}
