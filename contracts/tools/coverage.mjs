#!/usr/bin/env node
// Sums an lcov report per contract and fails when lines or branches are below 95 %.
import { readFileSync } from 'node:fs';

const LEAST = 0.95;
const files = new Map();
let current;
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const [key, value] = line.split(/:(.*)/);
  if (key === 'SF') {
    current = { lines: 0, linesHit: 0, branches: 0, branchesHit: 0, missed: [] };
    if (value.startsWith('solidity/')) files.set(value.slice('solidity/'.length), current);
  } else if (key === 'DA') {
    const [number, hits] = value.split(',').map(Number);
    ++current.lines;
    if (hits > 0) ++current.linesHit;
    else current.missed.push(number);
  } else if (key === 'BRDA') {
    const [number, , , hits] = value.split(',');
    ++current.branches;
    if (hits !== '-' && Number(hits) > 0) ++current.branchesHit;
    else current.missed.push(`${number}b`);
  }
}

const share = (hit, all) => (all === 0 ? 1 : hit / all);
const percent = (hit, all) => `${(100 * share(hit, all)).toFixed(1)} %`.padStart(8);
let below = 0;
const sum = { lines: 0, linesHit: 0, branches: 0, branchesHit: 0 };
for (const [name, f] of [...files].sort()) {
  for (const key of Object.keys(sum)) sum[key] += f[key];
  const low =
    share(f.linesHit, f.lines) < LEAST || share(f.branchesHit, f.branches) < LEAST;
  if (low) ++below;
  const missed = f.missed.length === 0 ? '' : `  not reached: ${f.missed.join(' ')}`;
  console.log(
    name.padEnd(24), percent(f.linesHit, f.lines), percent(f.branchesHit, f.branches), missed,
  );
}
console.log('all'.padEnd(24), percent(sum.linesHit, sum.lines), percent(sum.branchesHit, sum.branches));
if (below !== 0) {
  console.error(`${below} contracts are below ${100 * LEAST} % of lines or branches.`);
  process.exit(1);
}
