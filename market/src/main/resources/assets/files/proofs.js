// Checks an order's trail (docs/verify.md) with nothing but itself: headers, seals, Merkle-Patricia proofs, receipts
// and the events in them. A step that does not hold names its fault; nothing here asks anybody anything. The hash
// functions are handed in, because files of the site have addresses that only the page knows.

class Fault extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

function need(holds, code) {
  if (!holds) {
    throw new Fault(code);
  }
}

export function bytesOf(hex) {
  need(typeof hex === "string" && /^0x([0-9a-f]{2})*$/i.test(hex), "malformed");
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (it) => parseInt(it, 16));
}

export function hexOf(bytes) {
  return "0x" + Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");
}

const numberOf = (bytes) => BigInt(bytes.length === 0 ? 0 : hexOf(bytes));
const same = (a, b) => a.length === b.length && a.every((it, i) => it === b[i]);
const word = (number) => bytesOf("0x" + number.toString(16).padStart(64, "0"));

// ---- RLP (Yellow Paper, appendix B): bytes, or lists of these; only the shortest form is taken

function rlpItem(bytes, at) {
  need(at < bytes.length, "malformed");
  const first = bytes[at];
  if (first < 0x80) {
    return { value: bytes.subarray(at, at + 1), end: at + 1 };
  }
  const list = first >= 0xc0;
  const short = first - (list ? 0xc0 : 0x80);
  let begin = at + 1;
  let length = short;
  if (short > 55) {
    begin += short - 55;
    const size = bytes.subarray(at + 1, begin);
    need(size.length === short - 55 && size[0] !== 0 && size.length <= 4, "malformed");
    length = Number(numberOf(size));
    need(length > 55, "malformed");
  }
  const end = begin + length;
  need(end <= bytes.length, "malformed");
  const content = bytes.subarray(begin, end);
  if (!list) {
    need(length !== 1 || content[0] >= 0x80, "malformed");
    return { value: content, end };
  }
  const items = [];
  for (let next = 0; next < content.length;) {
    const item = rlpItem(content, next);
    items.push(item.value);
    next = item.end;
  }
  return { value: items, end };
}

function rlp(bytes) {
  const { value, end } = rlpItem(bytes, 0);
  need(end === bytes.length, "malformed");
  return value;
}

function rlpOfIndex(index) {
  if (index === 0) {
    return Uint8Array.of(0x80);
  }
  const bytes = [];
  for (let rest = index; rest > 0; rest = Math.floor(rest / 256)) {
    bytes.unshift(rest % 256);
  }
  return bytes.length === 1 && index < 0x80 ? Uint8Array.from(bytes) : Uint8Array.of(0x80 + bytes.length, ...bytes);
}

// ---- Merkle-Patricia proofs (Yellow Paper, appendix D)

const nibbles = (bytes) => Array.from(bytes).flatMap((it) => [it >> 4, it & 15]);

/** A path of a leaf or an extension: [its nibbles, whether it is a leaf]. */
function compact(bytes) {
  const all = nibbles(bytes);
  need(all.length > 0 && all[0] < 4 && ((all[0] & 1) === 1 || all[1] === 0), "malformed");
  return [all.slice(all[0] & 1 ? 1 : 2), all[0] >= 2];
}

/** The value under `key` in the trie with this root, or null when it is proved that there is none. */
function trieValue(keccak256, root, key, proof) {
  need(Array.isArray(proof) && proof.length > 0, "node-missing");
  const nodes = proof.map(bytesOf);
  const path = nibbles(key);
  let used = 0;
  const resolve = (link) => {
    if (Array.isArray(link)) {
      return link;
    }
    need(link.length === 32 && used < nodes.length, "node-missing");
    need(same(keccak256(nodes[used]), link), "node-other");
    return rlp(nodes[used++]);
  };
  const walk = (node, depth) => {
    need(Array.isArray(node), "malformed");
    if (node.length === 17) {
      const next = depth === path.length ? node[16] : node[path[depth]];
      if (depth === path.length || next.length === 0) {
        return next.length === 0 ? null : next;
      }
      return walk(resolve(next), depth + 1);
    }
    need(node.length === 2, "malformed");
    const [part, leaf] = compact(node[0]);
    const rest = path.slice(depth);
    if (leaf) {
      return same(part, rest) ? node[1] : null;
    }
    return same(part, rest.slice(0, part.length)) ? walk(resolve(node[1]), depth + part.length) : null;
  };
  const value = walk(resolve(root), 0);
  need(used === nodes.length, "node-needless");
  return value;
}

// ---- proof of work: AuxPoW, as docs/chain.md describes it

class SealReader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(length) {
    need(this.at + length <= this.bytes.length, "malformed");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  int32() {
    const it = this.take(4);
    return it[0] | it[1] << 8 | it[2] << 16 | it[3] << 24;
  }

  count() {
    const first = this.take(1)[0];
    need(first < 0xfe, "malformed");
    if (first < 0xfd) {
      return first;
    }
    const wide = this.take(2);
    const count = wide[0] | wide[1] << 8;
    need(count >= 0xfd, "malformed");
    return count;
  }

  branch() {
    const siblings = Array.from({ length: this.count() }, () => this.take(32));
    need(siblings.length <= 30, "seal-branch");
    return { siblings, index: this.int32() };
  }
}

function readSeal(bytes) {
  const from = new SealReader(bytes);
  from.int32();
  const inputs = from.count();
  need(inputs > 0, "malformed");
  let script = null;
  for (let i = 0; i < inputs; i++) {
    from.take(36);
    const each = from.take(from.count());
    script ??= each;
    from.int32();
  }
  for (let outputs = from.count(); outputs > 0; outputs--) {
    from.take(8);
    from.take(from.count());
  }
  from.int32();
  const coinbase = bytes.subarray(0, from.at);
  from.take(32);
  const coinbaseBranch = from.branch();
  const chainBranch = from.branch();
  const parent = from.take(80);
  need(from.at === bytes.length, "malformed");
  return { coinbase, script, coinbaseBranch, chainBranch, parent };
}

const reversed = (bytes) => Uint8Array.from(bytes).reverse();
const MAGIC = Uint8Array.of(0xfa, 0xbe, 0x6d, 0x6d);

function indexOf(bytes, part, from = 0) {
  for (let at = from; at <= bytes.length - part.length; at++) {
    if (same(bytes.subarray(at, at + part.length), part)) {
      return at;
    }
  }
  return -1;
}

/** Where a chain's leaf stands in a tree of merge-mined chains. */
function slot(nonce, chainId, height) {
  let random = (Math.imul(nonce, 1103515245) + 12345) | 0;
  random = (random + chainId) | 0;
  random = (Math.imul(random, 1103515245) + 12345) | 0;
  return random & ((1 << height) - 1);
}

/** That the work which the header states was done for it; returns the hash that shows it, as a number. */
function checkSeal(hashes, blockHash, difficulty, seal) {
  const { coinbase, script, coinbaseBranch, chainBranch, parent } = readSeal(bytesOf(seal.bytes));
  const head = new DataView(parent.buffer, parent.byteOffset, 80);
  const up = (leaf, branch) => branch.siblings.reduce(
    (node, sibling, i) => hashes.sha256d((branch.index >>> i & 1) === 1
      ? hashes.joined(sibling, node) : hashes.joined(node, sibling)), leaf);
  need(coinbaseBranch.index === 0, "seal-branch");
  need(head.getInt32(0, true) >>> 16 !== seal.chainId, "seal-own-chain");
  need(same(up(hashes.sha256d(coinbase), coinbaseBranch), parent.subarray(36, 68)), "seal-coinbase");
  const root = reversed(up(reversed(blockHash), chainBranch));
  const magic = indexOf(script, MAGIC);
  need(magic >= 0 && indexOf(script, MAGIC, magic + 1) < 0, "seal-commitment");
  const rest = script.subarray(magic + 4);
  need(rest.length >= 40 && same(rest.subarray(0, 32), root), "seal-commitment");
  const tail = new DataView(rest.buffer, rest.byteOffset + 32, 8);
  const height = chainBranch.siblings.length;
  need(tail.getInt32(0, true) === 1 << height, "seal-commitment");
  need(chainBranch.index === slot(tail.getInt32(4, true), seal.chainId, height), "seal-commitment");
  const measure = { sha256d: hashes.sha256d, scrypt: hashes.scrypt }[seal.hash];
  need(measure !== undefined, "seal-unknown");
  const work = numberOf(reversed(measure(parent)));
  need(difficulty > 0n && work <= (2n ** 256n - 1n) / difficulty, "seal-work");
  return work;
}

// ---- events by their ABI

function typeOf(input) {
  return input.type.startsWith("tuple")
    ? `(${input.components.map(typeOf).join(",")})${input.type.slice(5)}` : input.type;
}

function valueOf(type, bytes) {
  if (type === "address") {
    need(bytes.subarray(0, 12).every((it) => it === 0), "malformed");
    return hexOf(bytes.subarray(12));
  }
  if (type.startsWith("uint")) {
    return numberOf(bytes).toString();
  }
  if (type === "bool") {
    return String(numberOf(bytes) === 1n);
  }
  return /^bytes[0-9]+$/.test(type) ? hexOf(bytes.subarray(0, Number(type.slice(5)))) : null;
}

const isList = (input) => input.type.endsWith("[]");
const isTuple = (input) => input.type === "tuple";
const isDynamic = (input) => isList(input) || input.type === "bytes" || input.type === "string"
  || (isTuple(input) && input.components.some(isDynamic));
const sizeOf = (input) => (isTuple(input) && !isDynamic(input)
  ? input.components.reduce((size, it) => size + sizeOf(it), 0) : 32);
const MOST_ITEMS = 1000;

/** Values of the ABI from `base` on, by their names; texts and bytes of lengths that vary are left out. */
function readAbi(inputs, data, base, prefix, members) {
  let at = base;
  for (const input of inputs) {
    const place = isDynamic(input) ? base + Number(numberOf(wordAt(data, at))) : at;
    const name = prefix + input.name;
    if (isList(input)) {
      const length = Number(numberOf(wordAt(data, place)));
      need(length <= MOST_ITEMS, "malformed");
      const items = Array.from({ length }, (_, i) => ({ ...input, type: input.type.slice(0, -2), name: String(i) }));
      readAbi(items, data, place + 32, `${name}.`, members);
    } else if (isTuple(input)) {
      readAbi(input.components, data, place, `${name}.`, members);
    } else {
      const value = valueOf(input.type, wordAt(data, place));
      if (value !== null) {
        members.set(name, value);
      }
    }
    at += sizeOf(input);
  }
}

function wordAt(data, at) {
  need(Number.isSafeInteger(at) && at >= 0 && at + 32 <= data.length, "malformed");
  return data.subarray(at, at + 32);
}

/** The members of an event by name, as the proved bytes have them. */
function membersOf(keccak256, abi, topics, data) {
  const signature = `${abi.name}(${abi.inputs.map(typeOf).join(",")})`;
  need(topics.length > 0 && same(topics[0], keccak256(new TextEncoder().encode(signature))), "event-name");
  const members = new Map();
  abi.inputs.filter((it) => it.indexed).forEach((it, i) => {
    need(topics[i + 1]?.length === 32, "malformed");
    const value = isDynamic(it) || isTuple(it) ? null : valueOf(it.type, topics[i + 1]);
    if (value !== null) {
      members.set(it.name, value);
    }
  });
  readAbi(abi.inputs.filter((it) => !it.indexed), data, 0, "", members);
  return members;
}

function flattened(members, prefix = "", into = new Map()) {
  for (const [name, value] of Object.entries(members ?? {})) {
    if (value !== null && typeof value === "object") {
      flattened(value, `${prefix}${name}.`, into);
    } else {
      into.set(prefix + name, String(value).toLowerCase());
    }
  }
  return into;
}

// ---- the steps

const STATES = ["NONE", "PLACED", "PAID", "SHIPPED", "RECEIVED", "SETTLED", "COMPLETED", "CANCELLED", "REFUNDED"];
const SLOTS = 5;

/**
 * A function that checks a trail and returns its steps: `{part, event, kind, holds, fault, facts}`. `event` is -1 for
 * the state; `holds` is null for what could not be checked. `trusted` has hashes of blocks by number, from elsewhere.
 */
export function checkerOf(hashes) {
  const { keccak256 } = hashes;

  function header(proof, claimed, number, trusted, facts) {
    const encoded = bytesOf(proof.header);
    const hash = keccak256(encoded);
    facts.set("blockHash", hexOf(hash));
    need(hexOf(hash) === String(claimed).toLowerCase(), "header-hash");
    const fields = rlp(encoded);
    need(Array.isArray(fields) && fields.length >= 15, "malformed");
    const own = Number(numberOf(fields[8]));
    facts.set("block", String(own));
    facts.set("blockTime", new Date(Number(numberOf(fields[11])) * 1000).toISOString());
    need(number === undefined || own === number, "header-number");
    const other = trusted.get(own);
    need(other === undefined || other === hexOf(hash), "header-trusted");
    return { hash, fields };
  }

  function work(proof, block, facts) {
    if (!proof.seal?.bytes) {
      return null;
    }
    const difficulty = numberOf(block.fields[7]);
    facts.set("difficulty", difficulty.toString());
    const shown = checkSeal(hashes, block.hash, difficulty, proof.seal);
    facts.set("sealHash", proof.seal.hash);
    facts.set("sealNumber", "0x" + shown.toString(16).padStart(64, "0"));
    return true;
  }

  function account(part, proof, block, facts) {
    const address = bytesOf(proof.address);
    need(proof.address.toLowerCase() === String(part.contract).toLowerCase(), "account-other");
    const leaf = trieValue(keccak256, block.fields[3], keccak256(address), proof.accountProof);
    need(leaf !== null, "account-absent");
    const fields = rlp(leaf);
    need(Array.isArray(fields) && fields.length === 4, "malformed");
    facts.set("contract", proof.address);
    facts.set("stateRoot", hexOf(block.fields[3]));
    facts.set("storageRoot", hexOf(fields[2]));
    return fields[2];
  }

  function storage(proof, root, facts) {
    need(proof.storageProof?.length === SLOTS, "slots-missing");
    const first = numberOf(bytesOf(proof.storageProof[0].key));
    return proof.storageProof.map((it, i) => {
      need(numberOf(bytesOf(it.key)) === first + BigInt(i), "slots-order");
      const value = numberOf(bytesOf(it.value));
      const leaf = trieValue(keccak256, root, keccak256(word(first + BigInt(i))), it.proof);
      need((leaf === null ? 0n : numberOf(rlp(leaf))) === value, "slot-value");
      facts.set(`slot ${i}`, it.value);
      return value;
    });
  }

  function order(part, proof, values, facts) {
    const key = hexOf(bytesOf(proof.storageProof[0].key));
    const reference = bytesOf(part.reference);
    const places = Array.from({ length: 16 }, (_, i) => hexOf(keccak256(hashes.joined(reference, word(BigInt(i))))));
    need(places.includes(key), "order-other");
    const state = STATES[Number(values[1] & 0xffn)];
    const refunded = (values[2] & (1n << 96n) - 1n).toString();
    facts.set("termsHash", hexOf(word(values[0])));
    facts.set("orderState", state ?? "");
    facts.set("refunded", refunded);
    need(hexOf(word(values[0])) === part.termsHash, "order-terms");
    need(state === part.orderState, "order-state");
    need(refunded === String(part.amounts?.refunded), "order-refunded");
    return true;
  }

  function receipt(proof, block, facts) {
    const encoded = bytesOf(proof.receipt);
    const found = trieValue(keccak256, block.fields[5], rlpOfIndex(proof.transactionIndex), proof.proof);
    need(found !== null, "receipt-absent");
    need(same(found, encoded), "receipt-other");
    facts.set("receiptsRoot", hexOf(block.fields[5]));
    facts.set("transactionIndex", String(proof.transactionIndex));
    const fields = rlp(encoded[0] < 0x80 ? encoded.subarray(1) : encoded);
    need(Array.isArray(fields) && fields.length === 4 && Array.isArray(fields[3]), "malformed");
    return fields[3];
  }

  function log(part, event, logs, facts) {
    const found = logs[event.proof.logInReceipt];
    need(found !== undefined, "event-absent");
    const [address, topics, data] = found;
    need(hexOf(address) === String(event.contract).toLowerCase(), "event-other");
    need(topics.length === event.topics.length && topics.every((it, i) => hexOf(it) === event.topics[i].toLowerCase()),
      "event-other");
    need(hexOf(data) === event.data.toLowerCase(), "event-other");
    if (event.abi) {
      const members = membersOf(keccak256, event.abi, topics, data);
      const told = flattened(event.members);
      members.forEach((value, name) => {
        facts.set(name, value);
        need(!told.has(name) || told.get(name) === value, "event-members");
      });
      need(!members.has("id") || !part.reference || members.get("id") === part.reference, "event-of-other-order");
    }
    return true;
  }

  /** Runs steps one after the other, each with what the one before gave; what follows a fault is not looked at. */
  function run(steps, part, event, kinds) {
    let before;
    let failed = false;
    for (const [kind, check] of kinds) {
      const step = { part, event, kind, holds: null, fault: null, facts: new Map() };
      steps.push(step);
      if (failed) {
        step.fault = "not-reached";
        step.holds = false;
        continue;
      }
      try {
        const result = check(before, step.facts);
        step.holds = result === null ? null : true;
        before = kind === "work" ? before : result;
      } catch (fault) {
        step.holds = false;
        step.fault = fault instanceof Fault ? fault.code : "malformed";
        // What follows does not lean on the work: it is looked at all the same.
        failed = kind !== "work";
      }
    }
  }

  function ofState(steps, part, i, trusted) {
    const proof = part.state;
    let values;
    run(steps, i, -1, [
      ["header", (_, facts) => header(proof, proof.blockHash, undefined, trusted, facts)],
      ["work", (block, facts) => work(proof, block, facts)],
      ["account", (block, facts) => account(part, proof, block, facts)],
      ["storage", (root, facts) => { values = storage(proof, root, facts); return values; }],
      ["order", (_, facts) => order(part, proof, values, facts)],
    ]);
  }

  /** Events of one receipt share its proof: what of it has held is not shown again. */
  function ofEvent(steps, part, event, i, j, trusted, held) {
    const { header: head, seal, transactionIndex, receipt: own, proof } = event.proof;
    const key = JSON.stringify([event.blockHash, event.block, head, seal, transactionIndex, own, proof]);
    const last = ["event", (logs, facts) => log(part, event, logs ?? held.get(key), facts)];
    if (held.has(key)) {
      run(steps, i, j, [last]);
      return;
    }
    const before = steps.length;
    let found;
    run(steps, i, j, [
      ["header", (_, facts) => header(event.proof, event.blockHash, event.block, trusted, facts)],
      ["work", (block, facts) => work(event.proof, block, facts)],
      ["receipt", (block, facts) => { found = receipt(event.proof, block, facts); return found; }],
      last,
    ]);
    if (found && steps.slice(before, before + 3).every((it) => it.holds !== false)) {
      held.set(key, found);
    }
  }

  return function check(trail, trusted = new Map()) {
    const steps = [];
    trail.parts.forEach((part, i) => {
      const held = new Map();
      if (part.state) {
        ofState(steps, part, i, trusted);
      }
      part.events.forEach((event, j) => ofEvent(steps, part, event, i, j, trusted, held));
    });
    return steps;
  };
}

const otherDigit = (text, at) => text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
const inTheMiddle = (hex) => otherDigit(hex, 2 + Math.floor((hex.length - 2) / 2));

/** What one digit can be changed in, and how. */
const CHANGES = {
  header: (part) => { const proof = part.state ?? part.events[0].proof; proof.header = inTheMiddle(proof.header); },
  seal: (part) => {
    const { seal } = part.state ?? part.events[0].proof;
    seal.bytes = otherDigit(seal.bytes, 2 + 2 * 50);
  },
  account: (part) => { const nodes = part.state.accountProof; nodes.push(inTheMiddle(nodes.pop())); },
  storage: (part) => { const it = part.state.storageProof[2]; it.value = otherDigit(it.value, it.value.length - 1); },
  state: (part) => { part.orderState = part.orderState === "PAID" ? "SETTLED" : "PAID"; },
  receipt: (part) => { const { proof } = part.events[0]; proof.receipt = inTheMiddle(proof.receipt); },
  event: (part) => { const it = part.events[0]; it.data = otherDigit(it.data, it.data.length - 1); },
};

/** The changes that a trail can have. */
export function changesOf(trail) {
  const part = trail.parts[0];
  const proof = part.state ?? part.events[0]?.proof;
  return Object.keys(CHANGES).filter((it) => {
    switch (it) {
      case "account": case "storage": case "state": return Boolean(part.state);
      case "receipt": return part.events.length > 0;
      case "event": return part.events.length > 0 && part.events[0].data.length > 2;
      case "seal": return Boolean(proof?.seal?.bytes);
      default: return Boolean(proof);
    }
  });
}

/** A copy of the trail in which one digit is another. */
export function changed(trail, kind) {
  const copy = structuredClone(trail);
  CHANGES[kind](copy.parts[0]);
  return copy;
}
