package org.tongbao.chain.evm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.evm.code.Program;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// The Ethereum Virtual Machine of the Osaka fork over one world state and one block.
///
/// Frames lie in an array by depth and run in a loop, so that the Java stack does not grow with the
/// depth of calls. Not thread-safe; use one for all transactions of a block, since its frames are
/// kept.
public final class Evm {
  private static final TxContext NO_TX = new TxContext(Address.ZERO, U256.ZERO, List.of());

  final WorldState world;
  final BlockContext block;
  final Tracer tracer;
  final boolean tracesFrames;
  final boolean tracesInstructions;
  TxContext tx = NO_TX;

  private @Nullable Frame[] frames = new Frame[8];

  public Evm(WorldState world, BlockContext block, Tracer tracer) {
    this.world = world;
    this.block = block;
    this.tracer = tracer;
    this.tracesFrames = tracer.tracesFrames();
    this.tracesInstructions = tracer.tracesInstructions();
  }

  /// Runs a message call: moves the value, then runs the code of `to`, a delegate's (EIP-7702,
  /// which is warmed), or a precompile. When it fails its changes are undone; nonces, fees and the
  /// initial warm addresses are the caller's business.
  public CallResult call(TxContext transaction, Message message) {
    tx = transaction;
    MutableAccount from = world.account(message.caller());
    MutableAccount to = world.account(message.to());
    Code code = to.code();
    @Nullable Address delegate = code.delegate();
    if (delegate != null) {
      MutableAccount target = world.account(delegate);
      target.warm();
      code = target.code();
    }
    Frame root = root(CallKind.CALL, to, message);
    root.setInput(message.data().unsafeArray(), 0, message.data().size());
    if (Messages.startCall(root, from, to, code, delegate != null)) {
      run(root);
    }
    return result(root);
  }

  /// Creates a contract at `message.to` by running `message.data` (Yellow Paper §7). The caller has
  /// incremented the sender's nonce and checked the size of the initialisation code.
  public CallResult create(TxContext transaction, Message message) {
    tx = transaction;
    MutableAccount from = world.account(message.caller());
    MutableAccount contract = world.account(message.to());
    contract.warm();
    Frame root = root(CallKind.CREATE, contract, message);
    Code initCode = Messages.takeInitCode(root, message.data().toArray());
    if (Messages.canCreate(root, from) && Messages.startCreate(root, from, initCode)) {
      run(root);
    }
    return result(root);
  }

  /// The frame at a depth; its content is that of the last message there.
  Frame frame(int depth) {
    if (depth >= frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
    }
    @Nullable Frame frame = frames[depth];
    if (frame == null) {
      frame = new Frame(this, depth, world.account(Address.ZERO));
      frames[depth] = frame;
    }
    return frame;
  }

  private Frame root(CallKind kind, MutableAccount self, Message message) {
    Frame root = frame(0);
    root.prepare(kind, message.gas(), 0);
    root.self = self;
    root.caller = message.caller();
    root.value = message.value();
    root.isStatic = false;
    return root;
  }

  /// Runs a frame that has begun, and all frames under it, to the end.
  private void run(Frame root) {
    Frame frame = root;
    for (; ; ) {
      @Nullable Program program = frame.program;
      if (program == null) {
        ExactInterpreter.run(frame);
      } else {
        BlockInterpreter.run(frame, program);
      }
      @Nullable Frame child = frame.child;
      if (child != null) {
        frame = child;
        continue;
      }
      if (frame == root) {
        return;
      }
      Frame parent = frame(frame.depth - 1);
      Messages.finish(frame);
      Messages.deliver(frame, parent);
      frame = parent;
    }
  }

  private CallResult result(Frame root) {
    Messages.finish(root);
    boolean success = root.succeeded();
    return new CallResult(
        success,
        root.reverted,
        root.gas,
        success ? root.refund : 0,
        Bytes.wrap(root.copyOfOutput()),
        root.halt);
  }
}
