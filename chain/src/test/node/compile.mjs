// Compiles contracts/*.sol into the .json beside each: ABI and creation code. With --check it
// writes nothing and fails when a .json is not what its source compiles to.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import solc from 'solc';

const here = (name) => new URL(`contracts/${name}`, import.meta.url);
const names = ['TestToken', 'BatchAccount'];
const require = createRequire(import.meta.url);

const input = {
  language: 'Solidity',
  sources: Object.fromEntries(
    names.map((name) => [`${name}.sol`, { content: readFileSync(here(`${name}.sol`), 'utf8') }]),
  ),
  settings: {
    evmVersion: 'osaka',
    optimizer: { enabled: true, runs: 200 },
    metadata: { appendCBOR: false, bytecodeHash: 'none' },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
  },
};

const readImport = (path) => ({ contents: readFileSync(require.resolve(path), 'utf8') });
const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
const errors = (output.errors ?? []).filter((each) => each.severity === 'error');
if (errors.length > 0) throw new Error(errors.map((each) => each.formattedMessage).join('\n'));

for (const name of names) {
  const { abi, evm } = output.contracts[`${name}.sol`][name];
  const entries = abi.map((entry) => JSON.stringify(entry)).join(',\n  ');
  const text =
    `{\n "contract": "${name}",\n "compiler": "solc ${solc.version()}",\n` +
    ` "abi": [\n  ${entries}\n ],\n "bytecode": "0x${evm.bytecode.object}"\n}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(here(`${name}.json`), text);
  } else if (readFileSync(here(`${name}.json`), 'utf8') !== text) {
    throw new Error(`contracts/${name}.json is not what ${name}.sol compiles to: npm run compile`);
  }
}
