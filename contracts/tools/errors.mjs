#!/usr/bin/env node
// Fails when a custom error is declared that no test expects, or that is not named after its
// contract. An expectation names the error's selector, or its signature in full.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.sol'))
    .map((file) => ({ file, text: readFileSync(join(root, folder, file), 'utf8') }));
}

// A contract's errors carry its name, whichever of its files declares them.
function ownerOf(file) {
  if (file.startsWith('orders/')) return 'Orders';
  return file.replace(/^.*\/|\.sol$/g, '');
}

const tests = sources('test').map(({ text }) => text).join('\n');
const complaints = [];
let count = 0;
for (const { file, text } of sources('solidity')) {
  for (const [, name] of text.matchAll(/^\s*error (\w+)\(/gm)) {
    ++count;
    if (!name.startsWith(`${ownerOf(file)}_`)) complaints.push(`${name} of ${file}: wrong name`);
    const expected = new RegExp(`\\b${name}(\\.selector\\b|\\([^)]*\\)")`);
    if (!expected.test(tests)) complaints.push(`${name} of ${file}: no test expects it`);
  }
}
for (const complaint of complaints) console.error(complaint);
if (complaints.length !== 0) process.exit(1);
console.log(`All ${count} custom errors are expected by a test.`);
