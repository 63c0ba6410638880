package org.tongbao.chain.store;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// A state with changes that are not written yet. One thread writes before others read.
final class OverlayState implements RawState {
  private final RawState base;
  private final Map<Column, Map<Bytes, Bytes>> changed = new EnumMap<>(Column.class);

  OverlayState(RawState base) {
    this.base = base;
    changed.put(Column.ACCOUNTS, new HashMap<>());
    changed.put(Column.STORAGE, new HashMap<>());
    changed.put(Column.NODES, new HashMap<>());
    changed.put(Column.CODE, new HashMap<>());
  }

  void apply(StateDelta delta) {
    for (StateDelta.Write write : delta.writes()) {
      of(write.column()).put(write.key(), write.valueAfter());
    }
    delta.codes().forEach((hash, code) -> of(Column.CODE).put(hash.toBytes(), code));
  }

  @Override
  public byte @Nullable [] get(Column column, byte[] key) {
    Bytes value = of(column).get(Bytes.wrap(key));
    if (value == null) {
      return base.get(column, key);
    }
    return value.isEmpty() ? null : value.unsafeArray();
  }

  @Override
  public void forEachSlot(byte[] prefix, SlotVisitor visitor) {
    Set<Bytes> seen = new HashSet<>();
    for (Map.Entry<Bytes, Bytes> each : of(Column.STORAGE).entrySet()) {
      if (Keys.startsWith(each.getKey().unsafeArray(), prefix)) {
        seen.add(each.getKey());
        if (!each.getValue().isEmpty()) {
          visitor.visit(each.getKey().unsafeArray(), each.getValue().unsafeArray());
        }
      }
    }
    base.forEachSlot(
        prefix,
        (key, value) -> {
          if (!seen.contains(Bytes.wrap(key))) {
            visitor.visit(key, value);
          }
        });
  }

  private Map<Bytes, Bytes> of(Column column) {
    Map<Bytes, Bytes> values = changed.get(column);
    if (values == null) {
      throw new IllegalArgumentException(column + " is no part of the state");
    }
    return values;
  }
}
