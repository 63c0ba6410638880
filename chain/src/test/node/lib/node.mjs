// The node under test: where it is, the accounts of its --dev network, and the contracts.
import { readFileSync } from 'node:fs';

export const [httpUrl, wsUrl] = process.argv.slice(2);
if (!httpUrl || !wsUrl) throw new Error('usage: node CLIENT.mjs HTTP-URL WEBSOCKET-URL');

export const CHAIN_ID = 31337;

/** The mnemonic that anvil, Hardhat and `node --dev` share. */
export const MNEMONIC = 'test test test test test test test test test test test junk';

export const contract = (name) =>
  JSON.parse(readFileSync(new URL(`../contracts/${name}.json`, import.meta.url), 'utf8'));

/** A request without any client between. */
export async function rpc(method, ...params) {
  const response = await fetch(httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = await response.json();
  if (error) throw Object.assign(new Error(error.message), error);
  return result;
}
