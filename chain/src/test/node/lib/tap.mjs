// Runs named checks one after the other and prints the Test Anything Protocol, which
// ForeignClientsTest reads: the plan first, so that a script which dies half-way is noticed.
import assert from 'node:assert/strict';

const LIMIT_MILLIS = 20_000;

/** Fails unless `promise` settles in time; nothing here waits for ever. */
export function within(promise, what, millis = LIMIT_MILLIS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${millis} ms`)), millis);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks again until the answer is wanted. */
export async function until(ask, isWanted, what) {
  const end = Date.now() + LIMIT_MILLIS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    assert.ok(Date.now() < end, `${what}: still ${JSON.stringify(answer)}`);
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

/**
 * Acts again and again until `heard` settles: clients subscribe behind their caller's back, and do
 * not say when they are ready.
 *
 * @returns what the actions gave
 */
export async function repeatedly(act, heard) {
  let settled = false;
  heard.then(() => (settled = true), () => (settled = true));
  const results = [];
  while (!settled) results.push(await act());
  await heard;
  return results;
}

/** The error of a promise that must fail. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}

/** @param checks an object of functions by what they prove */
export async function run(checks) {
  const entries = Object.entries(checks);
  console.log(`1..${entries.length}`);
  let failed = 0;
  for (const [index, [name, check]] of entries.entries()) {
    try {
      await within(check(), name);
      console.log(`ok ${index + 1} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${index + 1} - ${name}`);
      for (const line of String(error?.stack ?? error).split('\n')) console.log(`# ${line}`);
    }
  }
  process.exit(failed === 0 ? 0 : 1);
}
