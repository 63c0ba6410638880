package org.tongbao.app.verify;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.explorer.ChainProofs;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Hash;

/// Proofs that anybody can check with Keccak-256 and RLP alone, in the form that `docs/verify.md`
/// explains: what a transaction announced, and what the contract has stored of an order. All of it
/// is public on the chain; who is behind an order's reference is not.
@RestController
@RequestMapping("/api/v1/chain")
final class ProofApi {
  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

  private final ChainProofs proofs;

  ProofApi(ChainProofs proofs) {
    this.proofs = proofs;
  }

  @GetMapping("/transactions/{hash}/proof")
  Map<String, Object> transaction(@PathVariable String hash) {
    return proofs.ofTransaction(hash("hash", hash));
  }

  /// @param reference of a seller order, as its events name it
  @GetMapping("/orders/{reference}/proof")
  Map<String, Object> order(@PathVariable String reference) {
    return proofs.ofOrder(hash("reference", reference));
  }

  private static Hash hash(String field, String text) {
    if (!HASH.matcher(text).matches()) {
      throw Fields.malformed(field);
    }
    return Hash.fromHex(text);
  }
}
