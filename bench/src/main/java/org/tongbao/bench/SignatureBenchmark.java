package org.tongbao.bench;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.P256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Signatures a second on one core: libsecp256k1, the same in Java, P-256, and what a node does
/// with a token transfer that arrives.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SignatureBenchmark {
  private static final String JAVA = "-Dtongbao.secp256k1=java";

  private final PrivateKey key = PrivateKey.fromHex("0x" + "4c".repeat(32));
  private final Hash hash = Hash.EMPTY_KECCAK;
  private final Signature signature = key.sign(hash);
  private final byte[] publicKey = key.publicKey();
  private final UnsignedTransaction transfer =
      UnsignedTransaction.feeMarket(U256.of(1337))
          .nonce(7)
          .gasLimit(60_000)
          .to(Address.fromHex("0x" + "70".repeat(20)))
          .data(Bytes.fromHex("0xa9059cbb" + "00".repeat(12) + "b0".repeat(20) + "01".repeat(32)))
          .build();
  private final Bytes encoded = transfer.sign(key).encoded();

  // Wycheproof ecdsa_secp256r1_sha256, test 1: a valid signature of the empty message.
  private final Hash sha256 =
      Hash.fromHex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  private final U256 p256R =
      U256.fromHex("0xb292a619339f6e567a305c951c0dcbcc42d16e47f219f9e98e76e09d8770b34a");
  private final U256 p256S =
      U256.fromHex("0x177e60492c5a8242f76f07bfe3661bde59ec2a17ce5bd2dab2abebdf89a62e2");
  private final U256 p256X =
      U256.fromHex("0x4aaec73635726f213fb8a9e64da3b8632e41495a944d0045b522eba7240fad5");
  private final U256 p256Y =
      U256.fromHex("0x87d9315798aaa3a5ba01775787ced05eaaf7b4e09fc81d6d1aa546e8365d525d");

  @Benchmark
  public @Nullable Address recover() {
    return Secp256k1.recover(hash, signature.yParity(), signature.r(), signature.s());
  }

  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", JAVA})
  public @Nullable Address recoverInJava() {
    return recover();
  }

  @Benchmark
  public Signature sign() {
    return Secp256k1.sign(hash, key);
  }

  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", JAVA})
  public Signature signInJava() {
    return sign();
  }

  @Benchmark
  public boolean verify() {
    return Secp256k1.verify(hash, signature, publicKey);
  }

  @Benchmark
  public boolean verifyP256() {
    return P256.verify(sha256, p256R, p256S, p256X, p256Y);
  }

  @Benchmark
  public Transaction decodeTransfer() {
    return Transaction.decode(encoded);
  }

  @Benchmark
  public @Nullable Address decodeTransferAndRecoverItsSender() {
    return Transaction.decode(encoded).sender();
  }

  @Benchmark
  public Bytes signTransfer() {
    return transfer.sign(key).encoded();
  }
}
