package org.tongbao.chain.evm.precompile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.precompile.BlsGroup.Decoded;

/// 0x0c and 0x0e: a sum of points of BLS12-381, each times a scalar of 32 bytes (EIP-2537). All
/// points must be in the subgroup.
record BlsMsm(BlsGroup group, long pricePerPoint, Discounts discounts) implements Precompile {

  /// Scalars are reduced modulo the order first, which has this many bits.
  static final long SCALAR_BITS = 255;

  private static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  private static final int SCALAR_BYTES = 32;

  private int pairBytes() {
    return group.encodedBytes() + SCALAR_BYTES;
  }

  @Override
  public long gas(byte[] input) {
    int count = input.length / pairBytes();
    return count == 0 ? 0 : count * pricePerPoint * discounts.perMille(count) / 1000;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    int pair = pairBytes();
    if (input.length == 0 || input.length % pair != 0) {
      return null;
    }
    int affine = group.affineBytes();
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment points = memory.allocate((long) input.length / pair * affine, 8);
      MemorySegment scalars = memory.allocate((long) input.length / pair * SCALAR_BYTES, 8);
      long count = 0;
      for (int at = 0; at < input.length; at += pair) {
        MemorySegment point = points.asSlice(count * affine, affine);
        Decoded decoded = group.decode(input, at, point, memory);
        if (decoded == Decoded.INVALID
            || (decoded == Decoded.POINT && !group.isInSubgroup(point))) {
          return null;
        }
        // Infinity adds nothing, and the library's batch form does not take it.
        if (decoded == Decoded.POINT) {
          writeScalar(input, at + group.encodedBytes(), scalars, count * SCALAR_BYTES);
          count++;
        }
      }
      MemorySegment sum = memory.allocate(group.pointBytes(), 8);
      if (count > 0) {
        group.multiply(sum, points, scalars, count, memory);
      }
      return group.encode(sum, memory);
    }
  }

  private static void writeScalar(byte[] input, int at, MemorySegment scalars, long offset) {
    byte[] scalar = new BigInteger(1, input, at, SCALAR_BYTES).mod(ORDER).toByteArray();
    for (int i = 0; i < Math.min(scalar.length, SCALAR_BYTES); i++) {
      scalars.set(ValueLayout.JAVA_BYTE, offset + i, scalar[scalar.length - 1 - i]);
    }
  }

  /// The discount tables of EIP-2537: what share of the single price each of k points costs.
  static final class Discounts {
    static final Discounts G1 =
        new Discounts(
            """
            1000 949 848 797 764 750 738 728 719 712 705 698 692 687 682 677 673 669 665 661 658 654 651
            648 645 642 640 637 635 632 630 627 625 623 621 619 617 615 613 611 609 608 606 604 603 601
            599 598 596 595 593 592 591 589 588 586 585 584 582 581 580 579 577 576 575 574 573 572 570
            569 568 567 566 565 564 563 562 561 560 559 558 557 556 555 554 553 552 551 550 549 548 547
            547 546 545 544 543 542 541 540 540 539 538 537 536 536 535 534 533 532 532 531 530 529 528
            528 527 526 525 525 524 523 522 522 521 520 520 519
            """);

    static final Discounts G2 =
        new Discounts(
            """
            1000 1000 923 884 855 832 812 796 782 770 759 749 740 732 724 717 711 704 699 693 688 683 679
            674 670 666 663 659 655 652 649 646 643 640 637 634 632 629 627 624 622 620 618 615 613 611
            609 607 606 604 602 600 598 597 595 593 592 590 589 587 586 584 583 582 580 579 578 576 575
            574 573 571 570 569 568 567 566 565 563 562 561 560 559 558 557 556 555 554 553 552 552 551
            550 549 548 547 546 545 545 544 543 542 541 541 540 539 538 537 537 536 535 535 534 533 532
            532 531 530 530 529 528 528 527 526 526 525 524 524
            """);

    private final int[] perMille;

    private Discounts(String table) {
      perMille =
          Pattern.compile("\\s+")
              .splitAsStream(table.strip())
              .mapToInt(Integer::parseInt)
              .toArray();
    }

    int perMille(int count) {
      return perMille[Math.min(count, perMille.length) - 1];
    }
  }
}
