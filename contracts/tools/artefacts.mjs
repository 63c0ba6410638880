#!/usr/bin/env node
// Writes what the other modules read from the class path, out of what forge compiled: one JSON per
// contract (ABI and creation bytecode), the EIP-712 types, the addresses of a deployment, and the
// checksums by which `ArtefactsTest` notices stale artefacts without Node. The output depends on
// the sources alone. Into another folder: tools/artefacts.mjs FOLDER.
import { createHash } from 'node:crypto';
import sha3 from 'js-sha3';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const resources = join(root, 'src/main/resources/org/tongbao/contracts');
const target = process.argv[2] ?? resources;

const contracts = [
  'Cash', 'Directory', 'GroupBuys', 'Invoices', 'Memberships', 'Merchants', 'Orders', 'Points',
  'Relay', 'Reviews', 'Timelock', 'Treasury', 'Vouchers',
];

// Where the EIP-712 types of each signing domain stand.
const oz = 'node_modules/@openzeppelin/contracts/token/ERC20/extensions';
const domains = {
  Cash: { name: 'Tongbao $symbol', from: [`${oz}/draft-ERC3009.sol`, `${oz}/ERC20Permit.sol`] },
  Directory: { from: ['solidity/Directory.sol'] },
  GroupBuys: { from: ['solidity/types/Group.sol', 'solidity/GroupBuys.sol'] },
  Invoices: { from: ['solidity/Invoices.sol'] },
  Memberships: { from: ['solidity/Memberships.sol'] },
  Merchants: { from: ['solidity/Merchants.sol'] },
  Orders: {
    from: ['types/Terms', 'orders/Placing', 'orders/Fulfilment', 'orders/Claims'].map(
      (file) => `solidity/${file}.sol`,
    ),
  },
  Points: { from: ['solidity/Points.sol'] },
  Reviews: { from: ['solidity/Reviews.sol'] },
  Treasury: { from: ['solidity/Treasury.sol'] },
  Vouchers: { from: ['solidity/Vouchers.sol'] },
};

const read = (path) => readFileSync(join(root, path), 'utf8');
const json = (value) => JSON.stringify(value, null, 1) + '\n';
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

function artefact(name) {
  const compiled = JSON.parse(read(`out/${name}.sol/${name}.json`));
  const bytecode = compiled.bytecode.object;
  const runtimeSize = compiled.deployedBytecode.object.length / 2 - 1;
  if (/__\$/.test(bytecode)) throw new Error(`${name} has an unlinked library`);
  const abi = compiled.abi.map((entry) => JSON.stringify(entry)).join(',\n  ');
  return `{\n "contract": "${name}",\n "abi": [\n  ${abi}\n ],\n "runtimeSize": ${runtimeSize},\n "bytecode": "${bytecode}"\n}\n`;
}

function typesOf(paths) {
  const types = {};
  for (const path of paths) {
    for (const [, literals] of read(path).matchAll(/keccak256\(\s*((?:"[^"]*"\s*)+)\)/g)) {
      const type = literals.replaceAll(/"\s*"|^"|"\s*$/g, '');
      if (/^[A-Z]\w*\(/.test(type)) types[type.slice(0, type.indexOf('('))] = type;
    }
  }
  return types;
}

function typedData() {
  const all = {};
  for (const [contract, { name, from }] of Object.entries(domains)) {
    all[contract] = {
      domain: { name: name ?? `Tongbao ${contract}`, version: '1' },
      types: typesOf(from),
    };
  }
  return json(all);
}

function files(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

// The parameters for which addresses.json says where everything stands; others lead to other places.
const example = {
  founder: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  delaySeconds: '172800',
};

const word = (value) => BigInt(value).toString(16).padStart(64, '0');

function encodeText(text) {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  return word(hex.length / 2) + hex.padEnd(Math.ceil(hex.length / 64) * 64, '0');
}

// ABI encoding of constructor arguments: a head of one word each, then the tails.
function encodeArguments(args, valueOf) {
  let head = '';
  let tail = '';
  for (const { type, value } of args) {
    if (type !== 'string' && type !== 'address[]') {
      head += word(valueOf(value));
      continue;
    }
    head += word(32 * args.length + tail.length / 2);
    tail += type === 'string'
      ? encodeText(value)
      : word(value.length) + value.map((one) => word(valueOf(one))).join('');
  }
  return head + tail;
}

// EIP-55.
function checksummed(address) {
  const hash = sha3.keccak256(address);
  const letter = (c, i) => (parseInt(hash[i], 16) > 7 ? c.toUpperCase() : c);
  return '0x' + [...address].map(letter).join('');
}

// EIP-1014: the addresses that deployment.json leads to with the parameters of `example`.
function addresses(artefacts, manifest) {
  const known = { ...example };
  const valueOf = (value) => (value.startsWith('$') ? known[value.slice(1)] : value);
  for (const { name, artefact, arguments: args } of manifest.contracts) {
    const { bytecode } = JSON.parse(artefacts[`${artefact}.json`]);
    const code = Buffer.from(bytecode.slice(2) + encodeArguments(args, valueOf), 'hex');
    const creator = 'ff' + manifest.proxy.address.slice(2) + manifest.salt.slice(2);
    const input = Buffer.from(creator + sha3.keccak256(code), 'hex');
    known[name] = checksummed(sha3.keccak256(input).slice(24));
  }
  const contracts = manifest.contracts.map(({ name }) => [name, known[name]]);
  return json({ parameters: example, addresses: Object.fromEntries(contracts) });
}

mkdirSync(target, { recursive: true });
const written = { 'typed-data.json': typedData() };
for (const name of contracts) written[`${name}.json`] = artefact(name);
const manifest = JSON.parse(readFileSync(join(resources, 'deployment.json'), 'utf8'));
written['addresses.json'] = addresses(written, manifest);
for (const [file, text] of Object.entries(written)) writeFileSync(join(target, file), text);

const prefix = relative(root, resources);
const inputs = [
  ...files('solidity'), 'foundry.toml', 'package-lock.json', 'tools/artefacts.mjs', 'tools/solc',
  `${prefix}/deployment.json`,
];
const lines = inputs.map((path) => `${sha256(readFileSync(join(root, path)))}  ${path}`);
for (const file of Object.keys(written).sort()) {
  lines.push(`${sha256(written[file])}  ${prefix}/${file}`);
}
writeFileSync(join(target, 'checksums.sha256'), lines.join('\n') + '\n');
for (const file of target === resources ? readdirSync(target) : []) {
  const known = file in written || ['checksums.sha256', 'deployment.json'].includes(file);
  if (!known) rmSync(join(target, file));
}
