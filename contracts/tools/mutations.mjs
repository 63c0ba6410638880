#!/usr/bin/env node
// Shows that each invariant can fail: breaks one line of a contract at a time, in a copy, and expects
// the named invariant to notice. Fails when one does not. Takes about a minute for each.
// tools/mutations.mjs [NUMBER…] tries only these.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const copy = join(root, `cache/mutant-${process.pid}`);

const mutations = [
  {
    breaks: 'sums per order: the sponsor of points is paid out of the buyer\'s refund twice over',
    file: 'orders/Refunds.sol',
    from: 'uint256 toBuyer = amount - toVouchers - toSponsor;',
    to: 'uint256 toBuyer = amount - toVouchers;',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'sums per order: the merchant\'s share is rounded up',
    file: 'orders/Fulfilment.sol',
    from: '_pay(t, payout, merchantShare);',
    to: '_pay(t, payout, merchantShare + 1);',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'supply = balances and escrows: an approved withdrawal is not burned',
    file: 'Treasury.sol',
    from: 'w.cash.burn(w.amount);',
    to: '',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'supply = balances and escrows: commission goes to nobody we know',
    file: 'orders/Fulfilment.sol',
    from: '_pay(t, t.affiliate, commission);',
    to: '_pay(t, address(1), commission);',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'supply within the reserve: the reserve is not looked at',
    file: 'Treasury.sol',
    from: 'if (supply > r.attested)',
    to: 'if (supply > type(uint96).max)',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'pots: a used voucher leaves its pot as full as before',
    file: 'Vouchers.sol',
    from: '_counts[id].pot -= value;',
    to: '',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'no stuck escrow: nobody may complete for a silent merchant',
    file: 'Orders.sol',
    from: 'else if (state == State.SETTLED) step = Step.COMPLETE;',
    to: '',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'no stuck escrow: a pledge that was not served has no way back',
    file: 'GroupBuys.sol',
    from: '(p.tier > s.clearing || block.timestamp >= s.orderBy)',
    to: 'block.timestamp > type(uint40).max',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'a reference never works twice: used references are forgotten',
    file: 'base/Intents.sol',
    from: '_contents[intent.account][intent.ref] = content;',
    to: '',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'a reference never works twice: an order can be placed again',
    file: 'orders/Placing.sol',
    from: 'bytes32 earlier = _orders[t.id].terms;',
    to: 'bytes32 earlier;',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'points never outlive a refund: nothing is reversed',
    file: 'orders/Refunds.sol',
    from: 'if (reversed != 0)',
    to: 'if (reversed == type(uint256).max)',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'commission never outlives a refund: it is paid on the whole',
    file: 'orders/Fulfilment.sol',
    from: '(,, uint256 commission, uint256 cashback) = t.shares(t.total() - o.refunded);',
    to: '(,, uint256 commission, uint256 cashback) = t.shares(t.total());',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'a pledge is refunded once: its state is not kept',
    file: 'GroupBuys.sol',
    from: '_pledges[group][pledge].state = becomes;',
    to: 'becomes;',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'nobody without a signature: any signature is good',
    file: 'base/Signatures.sol',
    from: 'return account.code.length != 0',
    to: 'return true || account.code.length != 0',
    seenBy: 'MarketInvariants',
  },
  {
    breaks: 'nobody without a signature: anybody mints',
    file: 'Cash.sol',
    from: 'if (msg.sender != treasury)',
    to: 'if (msg.sender == address(0))',
    seenBy: 'AnybodyInvariants',
  },
  {
    breaks: 'nobody without a role: anybody redirects fees',
    file: 'Directory.sol',
    from: 'if (caller != governor)',
    to: 'if (caller == address(0))',
    seenBy: 'AnybodyInvariants',
  },
  {
    breaks: 'no role takes funds: a version nobody accepted draws on bonds',
    file: 'Merchants.sol',
    from: 'if (!directory.isActor("Orders", msg.sender, account)) return 0;',
    to: '',
    seenBy: 'StaffInvariants',
  },
  {
    breaks: 'no role takes funds: a version nobody accepted spends points',
    file: 'Points.sol',
    from: 'directory.requireActor("Orders", msg.sender, account);',
    to: '',
    seenBy: 'StaffInvariants',
  },
  {
    breaks: 'no role takes funds: a rejected withdrawal goes to the cashier',
    file: 'Treasury.sol',
    from: 'w.cash.transfer(w.account, w.amount);',
    to: 'w.cash.transfer(cashier == address(0) ? w.account : cashier, w.amount);',
    seenBy: 'StaffInvariants',
  },
];

function prepare() {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of ['test', 'script', 'src', 'tools', 'foundry.toml', 'out-tests', 'cache-tests']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

function plant({ file, from, to }) {
  rmSync(join(copy, 'cache'), { recursive: true, force: true });
  cpSync(join(root, 'solidity'), join(copy, 'solidity'), { recursive: true });
  const path = join(copy, 'solidity', file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have "${from}" once`);
  writeFileSync(path, text.replace(from, to));
}

// The reason the invariant gave, or undefined when it held.
function noticed({ seenBy }) {
  const env = {
    ...process.env, PWD: copy, FOUNDRY_PROFILE: 'dev',
    FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0', FOUNDRY_INVARIANT_DEPTH: '400',
  };
  const args = ['test', '--root', copy, '--match-contract', seenBy, '--match-test', 'invariant_'];
  const forge = join(root, 'tools/forge');
  const { status, stdout, stderr } = spawnSync(forge, args, {
    cwd: copy, env, encoding: 'utf8', maxBuffer: 1 << 28,
  });
  if (!stdout.includes('Suite result')) throw new Error(`no tests were run:\n${stdout}${stderr}`);
  if (status === 0) return undefined;
  const reason = /\[FAIL: ([^\]\n]*)/.exec(stdout);
  if (reason === null) throw new Error(`forge failed otherwise:\n${stdout}${stderr}`);
  return reason[1].slice(0, 100);
}

const chosen = process.argv.slice(2).map(Number);
prepare();
let survivors = 0;
for (const [i, mutation] of mutations.entries()) {
  if (chosen.length !== 0 && !chosen.includes(i + 1)) continue;
  plant(mutation);
  const reason = noticed(mutation);
  if (reason === undefined) ++survivors;
  console.log(`${i + 1}. ${mutation.breaks}\n   ${mutation.seenBy}: ${reason ?? 'NOT NOTICED'}`);
}
rmSync(copy, { recursive: true, force: true });
if (survivors !== 0) process.exit(1);
