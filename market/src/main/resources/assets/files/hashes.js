// Hash functions on bytes: Keccak-256 as Ethereum has it, SHA-256 (FIPS 180-4), scrypt (RFC 7914). Ours, so that the
// page which checks proofs needs nothing from elsewhere, and no secure context either.

const ROUND_LOW = [
  0x00000001, 0x00008082, 0x0000808a, 0x80008000, 0x0000808b, 0x80000001, 0x80008081, 0x00008009,
  0x0000008a, 0x00000088, 0x80008009, 0x8000000a, 0x8000808b, 0x0000008b, 0x00008089, 0x00008003,
  0x00008002, 0x00000080, 0x0000800a, 0x8000000a, 0x80008081, 0x00008080, 0x80000001, 0x80008008];
const ROUND_HIGH = [0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1].map((it) => it * 0x80000000);
const ROTATIONS = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
const LANES = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
const RATE = 136;

/** Keccak-f[1600] on 25 lanes, each as its low and its high 32 bits. */
function permute(state, column) {
  for (let round = 0; round < 24; round++) {
    for (let x = 0; x < 10; x++) {
      column[x] = state[x] ^ state[x + 10] ^ state[x + 20] ^ state[x + 30] ^ state[x + 40];
    }
    for (let x = 0; x < 10; x += 2) {
      const low = column[(x + 2) % 10];
      const high = column[(x + 3) % 10];
      const mixLow = column[(x + 8) % 10] ^ (low << 1 | high >>> 31);
      const mixHigh = column[(x + 9) % 10] ^ (high << 1 | low >>> 31);
      for (let y = 0; y < 50; y += 10) {
        state[x + y] ^= mixLow;
        state[x + y + 1] ^= mixHigh;
      }
    }
    let low = state[2];
    let high = state[3];
    for (let i = 0; i < 24; i++) {
      const at = 2 * LANES[i];
      const by = ROTATIONS[i] % 32;
      const a = ROTATIONS[i] < 32 ? low : high;
      const b = ROTATIONS[i] < 32 ? high : low;
      low = state[at];
      high = state[at + 1];
      state[at] = a << by | b >>> (32 - by);
      state[at + 1] = b << by | a >>> (32 - by);
    }
    for (let y = 0; y < 50; y += 10) {
      for (let x = 0; x < 10; x++) {
        column[x] = state[y + x];
      }
      for (let x = 0; x < 10; x++) {
        state[y + x] ^= ~column[(x + 2) % 10] & column[(x + 4) % 10];
      }
    }
    state[0] ^= ROUND_LOW[round];
    state[1] ^= ROUND_HIGH[round];
  }
}

export function keccak256(bytes) {
  const padded = new Uint8Array((Math.floor(bytes.length / RATE) + 1) * RATE);
  padded.set(bytes);
  padded[bytes.length] ^= 1;
  padded[padded.length - 1] ^= 0x80;
  const view = new DataView(padded.buffer);
  const state = new Uint32Array(50);
  const column = new Uint32Array(10);
  for (let at = 0; at < padded.length; at += RATE) {
    for (let i = 0; i < RATE / 4; i++) {
      state[i] ^= view.getUint32(at + 4 * i, true);
    }
    permute(state, column);
  }
  const hash = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 8; i++) {
    hash.setUint32(4 * i, state[i], true);
  }
  return new Uint8Array(hash.buffer);
}

const SHA_CONSTANTS = Uint32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2]);

const rotated = (word, by) => word >>> by | word << (32 - by);

export function sha256(bytes) {
  const padded = new Uint8Array((Math.floor((bytes.length + 8) / 64) + 1) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Uint32Array.from([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
  const words = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) {
      words[i] = view.getUint32(at + 4 * i);
    }
    for (let i = 16; i < 64; i++) {
      const [early, late] = [words[i - 15], words[i - 2]];
      words[i] = words[i - 16] + words[i - 7]
        + (rotated(early, 7) ^ rotated(early, 18) ^ early >>> 3)
        + (rotated(late, 17) ^ rotated(late, 19) ^ late >>> 10);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const first = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + (e & f ^ ~e & g) + SHA_CONSTANTS[i] + words[i];
      const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + (a & b ^ a & c ^ b & c);
      [a, b, c, d, e, f, g, h] = [first + second | 0, a, b, c, d + first | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
  }
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => hash.setUint32(4 * i, word));
  return new Uint8Array(hash.buffer);
}

export const sha256d = (bytes) => sha256(sha256(bytes));

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, it) => length + it.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function hmac(key, bytes) {
  const short = key.length > 64 ? sha256(key) : key;
  const inner = new Uint8Array(64).fill(0x36);
  const outer = new Uint8Array(64).fill(0x5c);
  short.forEach((byte, i) => { inner[i] ^= byte; outer[i] ^= byte; });
  return sha256(joined(outer, sha256(joined(inner, bytes))));
}

/** PBKDF2-HMAC-SHA-256 with one iteration. */
function derived(password, salt, length) {
  const blocks = [];
  for (let i = 1; 32 * (i - 1) < length; i++) {
    blocks.push(hmac(password, joined(salt, Uint8Array.of(0, 0, 0, i))));
  }
  return joined(...blocks).slice(0, length);
}

const QUARTERS = [
  [0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11],
  [0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14]];

/** Salsa20/8 on sixteen words. */
function salsa(input) {
  const x = Uint32Array.from(input);
  const turn = (to, first, second, by) => { x[to] ^= rotated(x[first] + x[second] | 0, 32 - by); };
  for (let round = 0; round < 4; round++) {
    for (const [a, b, c, d] of QUARTERS) {
      turn(b, a, d, 7);
      turn(c, b, a, 9);
      turn(d, c, b, 13);
      turn(a, d, c, 18);
    }
  }
  return x.map((word, i) => word + input[i]);
}

/** The two halves of 32 words, mixed one into the other (r = 1). */
function mixed(block) {
  const first = salsa(block.subarray(0, 16).map((word, i) => word ^ block[16 + i]));
  const second = salsa(block.subarray(16).map((word, i) => word ^ first[i]));
  const next = new Uint32Array(32);
  next.set(first);
  next.set(second, 16);
  return next;
}

/** scrypt with N = 1024, r = 1, p = 1 and the bytes as password and as salt, as Litecoin has it. */
export function scrypt(bytes) {
  const begin = new DataView(derived(bytes, bytes, 128).buffer);
  let block = Uint32Array.from({ length: 32 }, (_, i) => begin.getUint32(4 * i, true));
  const seen = [];
  for (let i = 0; i < 1024; i++) {
    seen.push(block);
    block = mixed(block);
  }
  for (let i = 0; i < 1024; i++) {
    const other = seen[block[16] % 1024];
    block = mixed(block.map((word, at) => word ^ other[at]));
  }
  const end = new DataView(new ArrayBuffer(128));
  block.forEach((word, i) => end.setUint32(4 * i, word, true));
  return derived(bytes, new Uint8Array(end.buffer), 32);
}
