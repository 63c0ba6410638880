// The page that checks a trail in the visitor's browser and shows each step.

const root = document.getElementById("verify");
const texts = new Map();
for (const text of document.getElementById("verify-texts").content.querySelectorAll("[data-text]")) {
  texts.set(text.dataset.text, text.textContent);
}
const say = (key, ...values) =>
  values.reduce((text, value, i) => text.replace(`{${i}}`, value), texts.get(key) ?? key.split(".").pop());
const part = (name) => root.querySelector(`[data-${name}]`);

const { checkerOf, changed, changesOf } = await import(root.dataset.proofs);
const check = checkerOf(await import(root.dataset.hashes));
const trusted = new Map();
let trail = null;
let shown = null;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

const MARKS = { true: "✓", false: "✗", null: "–" };
const WORDS = { true: "holds", false: "fails", null: "skipped" };

function factsOf(step) {
  const facts = element("dl", "facts");
  for (const [name, value] of step.facts) {
    const line = element("div");
    line.append(element("dt", "", say(`fact.${name}`)), element("dd", value.startsWith("0x") ? "hash" : "", value));
    facts.append(line);
  }
  return facts;
}

function rowOf(step) {
  const row = element("li", "proof-step");
  row.dataset.kind = step.kind;
  row.dataset.holds = String(step.holds);
  const head = element("p", "proof-step-head");
  const mark = element("span", "proof-mark", MARKS[step.holds]);
  mark.ariaHidden = "true";
  head.append(mark, element("span", "", say(`step.${step.kind}`)), element("span", "proof-word", say(WORDS[step.holds])));
  row.append(head);
  if (step.fault) {
    row.append(element("p", "proof-fault", say(`fault.${step.fault}`)));
  }
  if (step.facts.size > 0) {
    const more = element("details", "fine");
    more.append(element("summary", "", gist(step)), factsOf(step));
    row.append(more);
  }
  return row;
}

/** What a step found, shortly: the first two facts, long hashes without their middle. */
function gist(step) {
  return [...step.facts].slice(0, 2)
    .map(([name, value]) => {
      const short = value.length > 24 && value.startsWith("0x") ? `${value.slice(0, 10)}…${value.slice(-6)}` : value;
      return `${say(`fact.${name}`)} ${short}`;
    })
    .join(" · ");
}

function titleOf(step) {
  if (step.event < 0) {
    return say("step.order");
  }
  const name = shown.parts[step.part].events[step.event].event;
  return say(`event.${name.replace(/:[A-Z]+/, "")}`);
}

function show(steps) {
  const parts = shown.parts.map((it, i) => {
    const card = element("section", "card verify-part");
    if (it.reference) {
      card.append(element("h3", "", say("part", i + 1)), element("p", "hash fine", it.reference));
    }
    let list = null;
    let last = null;
    for (const step of steps.filter((each) => each.part === i)) {
      if (step.event !== last) {
        card.append(element(it.reference ? "h4" : "h3", "", titleOf(step)));
        list = element("ol", "proof-steps");
        card.append(list);
        last = step.event;
      }
      list.append(rowOf(step));
    }
    return card;
  });
  part("parts").replaceChildren(...parts);
  const failed = steps.filter((it) => it.holds === false).length;
  const summary = part("summary");
  summary.dataset.holds = String(failed === 0 && steps.length > 0);
  summary.textContent = steps.length === 0 ? say("nothing")
    : failed === 0 ? say("all-hold", steps.length) : say("some-fail", failed, steps.length);
}

/** The hashes that are taken as given, each with room for what another node says. */
function showGiven() {
  const given = new Map();
  for (const it of trail.parts) {
    for (const proof of [it.state, ...it.events].filter(Boolean)) {
      given.set(Number(proof.blockNumber ?? proof.block), proof.blockHash);
    }
  }
  part("blocks").replaceChildren(...[...given].sort(([a], [b]) => a - b).map(([number, hash]) => {
    const field = element("div", "field");
    const label = element("label", "", say("own-hash", number));
    const input = element("input", "input hash");
    input.id = `given-${number}`;
    input.placeholder = hash;
    input.spellcheck = false;
    input.autocomplete = "off";
    label.htmlFor = input.id;
    input.addEventListener("change", () => {
      const typed = input.value.trim().toLowerCase();
      if (typed === "") {
        trusted.delete(number);
      } else {
        trusted.set(number, typed);
      }
      run();
    });
    field.append(label, input);
    return field;
  }));
  part("given").hidden = given.size === 0;
}

function run() {
  try {
    show(check(shown, trusted));
  } catch {
    fail();
  }
}

function fail() {
  const summary = part("summary");
  summary.dataset.holds = "false";
  summary.textContent = say("unreadable");
  part("parts").replaceChildren();
}

function take(read) {
  if (!Array.isArray(read?.parts) || !read.parts.every((it) => Array.isArray(it.events))) {
    fail();
    return;
  }
  trail = read;
  shown = read;
  trusted.clear();
  run();
  if (trail.parts.length > 0) {
    showGiven();
    part("change").querySelector("select").replaceChildren(...changesOf(trail).map((it) => {
      const option = element("option", "", say(`what.${it}`));
      option.value = it;
      return option;
    }));
    for (const control of part("change").elements) {
      control.disabled = false;
    }
    part("change").hidden = false;
  }
}

part("change").addEventListener("submit", (event) => {
  event.preventDefault();
  shown = changed(trail, new FormData(event.target).get("what"));
  run();
  const first = root.querySelector("[data-holds=false].proof-step");
  first?.scrollIntoView({ block: "nearest" });
});
part("again").addEventListener("click", () => {
  shown = trail;
  run();
});
async function read(file) {
  try {
    take(JSON.parse(await file.text()));
  } catch {
    fail();
  }
}

part("file").addEventListener("change", (event) => {
  if (event.target.files.length > 0) {
    read(event.target.files[0]);
  }
});

root.hidden = false;
const early = part("file").files;
if (early.length > 0) {
  // It was chosen before this script was there.
  await read(early[0]);
} else if (root.dataset.trail) {
  part("summary").textContent = say("checking");
  try {
    const answer = await fetch(root.dataset.trail, { headers: { Accept: "application/json" } });
    take(answer.ok ? await answer.json() : null);
  } catch {
    fail();
  }
}
