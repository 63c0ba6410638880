#!/usr/bin/env node
// Writes what the other modules read from the class path, out of what forge compiled:
// one JSON per contract (ABI and creation bytecode), the EIP-712 types, and the checksums by which
// `ArtefactsTest` notices stale artefacts without Node. The output depends on the sources alone.
import { createHash } from 'node:crypto';
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
  if (/__\$/.test(compiled.bytecode.object)) throw new Error(`${name} has an unlinked library`);
  const abi = compiled.abi.map((entry) => JSON.stringify(entry)).join(',\n  ');
  return `{\n "contract": "${name}",\n "abi": [\n  ${abi}\n ],\n "bytecode": "${compiled.bytecode.object}"\n}\n`;
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

mkdirSync(target, { recursive: true });
const written = { 'typed-data.json': typedData() };
for (const name of contracts) written[`${name}.json`] = artefact(name);
for (const [file, text] of Object.entries(written)) writeFileSync(join(target, file), text);

const inputs = [...files('solidity'), 'foundry.toml', 'package-lock.json', 'tools/artefacts.mjs'];
const lines = inputs.map((path) => `${sha256(readFileSync(join(root, path)))}  ${path}`);
const prefix = relative(root, resources);
for (const file of Object.keys(written).sort()) {
  lines.push(`${sha256(written[file])}  ${prefix}/${file}`);
}
writeFileSync(join(target, 'checksums.sha256'), lines.join('\n') + '\n');
for (const file of readdirSync(target)) {
  const known = file in written || ['checksums.sha256', 'deployment.json'].includes(file);
  if (!known) rmSync(join(target, file));
}
