// Ways to sign in that only a script can reach: passkeys (WebAuthn) and wallets (EIP-1193, EIP-6963).

class Refused extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? "");
    this.code = problem.code;
  }
}

/** A write of the API with its token and key. */
async function write(path, body) {
  const token = await (await fetch("/api/v1/csrf-token")).json();
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "Accept-Language": document.documentElement.lang,
      "Idempotency-Key": crypto.randomUUID(),
      [token.header]: token.token,
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text === "" ? {} : JSON.parse(text);
  if (!answer.ok) {
    throw new Refused(json);
  }
  return { status: answer.status, json };
}

/** Carries something out and says beside it what went wrong. */
async function attempt(part, work) {
  const problem = part.querySelector("[role=alert]");
  problem.hidden = true;
  const buttons = part.querySelectorAll("button");
  buttons.forEach((it) => { it.disabled = true; });
  try {
    await work();
  } catch (failure) {
    // Whoever closes the browser's or the wallet's window has changed their mind; others are told why.
    problem.textContent = failure instanceof Refused ? failure.message : part.dataset.failed;
    problem.hidden = false;
    problem.tabIndex = -1;
    problem.focus();
  } finally {
    buttons.forEach((it) => { it.disabled = false; });
  }
}

const hasPasskeys = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

function addPasskey() {
  const form = document.querySelector("[data-passkey-add]");
  if (!form) {
    return;
  }
  form.hidden = !hasPasskeys;
  if (!hasPasskeys) {
    const none = document.createElement("p");
    none.className = "hint";
    none.textContent = form.dataset.none;
    form.after(none);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form, async () => {
      const options = (await write("/api/v1/me/passkey-challenges", {})).json;
      const credential = await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      });
      await write("/api/v1/me/passkeys", {
        name: form.elements.name.value,
        credential: credential.toJSON(),
      });
      location.reload();
    });
  });
}

/** Wallets say that they are there when they are asked; an old one is a property of the window. */
function wallets(found) {
  const seen = new Set();
  addEventListener("eip6963:announceProvider", (event) => {
    const { info, provider } = event.detail;
    if (!seen.has(info.uuid)) {
      seen.add(info.uuid);
      found(info.name, provider);
    }
  });
  dispatchEvent(new Event("eip6963:requestProvider"));
  if (seen.size === 0 && window.ethereum) {
    seen.add("window");
    found("", window.ethereum);
  }
  return seen;
}

/** Lets a wallet sign our message; nothing but the message is asked of it. */
async function signed(provider) {
  const [wallet] = await provider.request({ method: "eth_requestAccounts" });
  const challenge = (await write("/api/v1/wallet-challenges", { wallet })).json;
  const bytes = new TextEncoder().encode(challenge.message);
  const hex = "0x" + [...bytes].map((it) => it.toString(16).padStart(2, "0")).join("");
  const signature = await provider.request({ method: "personal_sign", params: [hex, wallet] });
  return { message: challenge.message, signature };
}

function button(label, use) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet button-wide";
  made.textContent = label;
  made.addEventListener("click", use);
  return made;
}

function signIn() {
  const part = document.querySelector("[data-ways]");
  if (!part) {
    return;
  }
  const on = (status) => {
    const next = part.dataset.next;
    location.assign(status === 202 ? `/sign-in/second-factor?next=${encodeURIComponent(next)}` : next);
  };
  const passkey = part.querySelector("[data-passkey-sign-in]");
  passkey.hidden = !hasPasskeys;
  passkey.addEventListener("click", () => attempt(part, async () => {
    const options = (await write("/api/v1/passkey-challenges", {})).json;
    const credential = await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    });
    on((await write("/api/v1/sessions/passkey", { credential: credential.toJSON() })).status);
  }));

  const choices = part.querySelector(".wallet-choices");
  const enter = (provider) => attempt(part, async () => {
    const proof = await signed(provider);
    try {
      on((await write("/api/v1/sessions/wallet", proof)).status);
    } catch (refused) {
      if (refused.code !== "wallet-sign-in.unknown-wallet") {
        throw refused;
      }
      // Nobody has this wallet here: who wants an account says so.
      const register = button(choices.dataset.register, () => attempt(part, async () => {
        on((await write("/api/v1/sessions/wallet", { ...proof, register: true })).status);
      }));
      choices.replaceChildren(register);
      register.focus();
    }
  });
  const seen = wallets((name, provider) => {
    choices.append(button(`${choices.dataset.label} ${name}`.trim(), () => enter(provider)));
  });
  part.querySelector("[data-none]").hidden = hasPasskeys || seen.size > 0;
}

function addWallet() {
  const part = document.querySelector("[data-wallet-add]");
  if (!part) {
    return;
  }
  part.hidden = false;
  const choices = part.querySelector(".wallet-choices");
  const seen = wallets((name, provider) => {
    const label = `${part.querySelector("h2").textContent} ${name}`.trim();
    choices.append(button(label, () => attempt(part, async () => {
      await write("/api/v1/me/wallets", await signed(provider));
      location.reload();
    })));
  });
  if (seen.size === 0) {
    choices.textContent = part.dataset.none;
  }
}

/** A document of ours that a wallet signs; the form beside it takes what was signed elsewhere too. */
function signDocument() {
  const part = document.querySelector("[data-wallet-sign]");
  if (!part) {
    return;
  }
  const choices = part.querySelector(".wallet-choices");
  const form = part.querySelector("form");
  const seen = wallets((name, provider) => {
    choices.append(button(`${part.dataset.label} ${name}`.trim(), () => attempt(part, async () => {
      await provider.request({ method: "eth_requestAccounts" });
      const params = [part.dataset.account, part.querySelector("#document").value];
      form.elements.signature.value = await provider.request({ method: "eth_signTypedData_v4", params });
      form.submit();
    })));
  });
  if (seen.size === 0) {
    choices.textContent = part.dataset.none;
    part.querySelector("details").open = true;
  }
}

addPasskey();
signDocument();
signIn();
addWallet();
