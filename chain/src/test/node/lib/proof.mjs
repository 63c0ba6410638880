// Verifies eth_getProof with @ethereumjs/mpt: neither the node's code nor ours.
import assert from 'node:assert/strict';
import { verifyMerkleProof } from '@ethereumjs/mpt';
import { RLP } from '@ethereumjs/rlp';

const bytes = (hex) => {
  const digits = hex.replace(/^0x/, '');
  return Uint8Array.from(Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex'));
};
const integer = (rlp) => BigInt(`0x${Buffer.from(rlp).toString('hex') || '0'}`);
const hex = (data) => `0x${Buffer.from(data).toString('hex')}`;
const word = (slot) => bytes(BigInt(slot).toString(16).padStart(64, '0'));

const read = (root, key, nodes) =>
  verifyMerkleProof(key, nodes.map(bytes), { useKeyHashing: true, root: bytes(root) });

/** What the tries say of a slot: its value, or zero when the proof shows that it is not there. */
async function slotValue(storageHash, { key, proof }) {
  if (proof.length === 0) return 0n;
  const value = await read(storageHash, word(key), proof);
  return value === null ? 0n : integer(RLP.decode(value));
}

/**
 * Fails unless account and slots are what the state root commits to.
 *
 * @param stateRoot of a block that the client already trusts
 * @param proof the result of eth_getProof, quantities as anything BigInt takes
 */
export async function verify(stateRoot, proof) {
  const account = await read(stateRoot, bytes(proof.address), proof.accountProof);
  assert.ok(account, 'the account is in the state');
  const [nonce, balance, storageHash, codeHash] = RLP.decode(account);
  assert.equal(integer(nonce), BigInt(proof.nonce));
  assert.equal(integer(balance), BigInt(proof.balance));
  assert.equal(hex(storageHash), proof.storageHash);
  assert.equal(hex(codeHash), proof.codeHash);
  for (const slot of proof.storageProof) {
    assert.equal(await slotValue(proof.storageHash, slot), BigInt(slot.value), `slot ${slot.key}`);
  }
  await assert.rejects(read(stateRoot, bytes(proof.address), damaged(proof.accountProof)));
}

/** The same nodes with the last bit of the last one turned over. */
function damaged(nodes) {
  const last = bytes(nodes.at(-1));
  last[last.length - 1] ^= 1;
  return [...nodes.slice(0, -1), hex(last)];
}

/** Fails unless the proof shows that the account does not exist. */
export async function verifyAbsent(stateRoot, proof) {
  assert.equal(await read(stateRoot, bytes(proof.address), proof.accountProof), null);
}
