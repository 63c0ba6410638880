// What pages do quicker with scripts than without. Everything works without this file.

const root = document.documentElement;
root.classList.add("scripted");

/** Moments in the visitor's own time. */
function localTimes(within) {
  const format = new Intl.DateTimeFormat(root.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of within.querySelectorAll("time[data-local]")) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}

/** Forms whose choices count at once. A form that says "get" is asked for anew, without its token. */
function submitOnChange() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-change]");
    if (!form || event.target.hasAttribute("data-quiet") || !event.target.reportValidity()) {
      return;
    }
    if (form.dataset.submitOnChange !== "get") {
      form.requestSubmit();
      return;
    }
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (!name.startsWith("_") && name !== "quoteHash" && name !== "cartVersion") {
        fields.append(name, value);
      }
    }
    location.assign(`${form.getAttribute("action")}?${fields}`);
  });
}

/** A part of the page that waits for news: asked for again until it no longer waits. */
function live() {
  const part = document.querySelector("[data-live]");
  if (!part) {
    return;
  }
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (answer.ok && fresh && !part.contains(document.activeElement?.closest("form"))) {
        part.toggleAttribute("data-live", fresh.hasAttribute("data-live"));
        if (words(fresh) !== words(part)) {
          localTimes(fresh);
          part.replaceChildren(...fresh.childNodes);
        }
        const badges = page.querySelector(".desk-badges");
        if (badges) {
          document.querySelector(".desk-badges")?.replaceChildren(...badges.childNodes);
        }
      }
    } catch {
      // The network is away: the next look may find it again.
    }
    live();
  }, 2000);
}

function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input, time").forEach((it) => it.remove());
  return copy.textContent.replace(/\s+/g, " ");
}

/** A page that comes back from the browser's memory is a new start: its forms mean something new. */
function freshKeys() {
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      for (const key of document.querySelectorAll("[name=_key]")) {
        key.value = crypto.randomUUID();
      }
    }
  });
}

/** Filters and menus are open where there is room for them; a long menu begins at the page that is shown. */
function openFilters() {
  const wide = matchMedia("(min-width: 56rem)");
  const set = () => document.querySelectorAll("[data-open-wide]").forEach((it) => { it.open = wide.matches; });
  wide.addEventListener("change", set);
  set();
  document.querySelector(".desk-menu [aria-current]")?.scrollIntoView({ block: "nearest" });
}

/** Titles that go on from what is being typed (ARIA combobox with a list). */
function suggestions() {
  const field = document.querySelector("[data-suggest]");
  if (!field) {
    return;
  }
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = field.labels[0].textContent;
  list.hidden = true;
  field.after(list);
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let chosen = -1;
  let asked = 0;

  const show = (titles) => {
    chosen = -1;
    list.replaceChildren(...titles.map((title, i) => {
      const option = document.createElement("li");
      option.id = `suggestion-${i}`;
      option.className = "suggestion";
      option.role = "option";
      option.ariaSelected = "false";
      option.textContent = title;
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(title); });
      return option;
    }));
    list.hidden = titles.length === 0;
    field.ariaExpanded = String(!list.hidden);
    field.removeAttribute("aria-activedescendant");
  };
  const take = (title) => { field.value = title; show([]); field.form.requestSubmit(); };
  const choose = (index) => {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    options.forEach((it, i) => { it.ariaSelected = String(i === chosen); });
    field.setAttribute("aria-activedescendant", options[chosen].id);
  };
  show([]);

  field.addEventListener("input", () => {
    const mine = ++asked;
    const typed = field.value.trim();
    if (typed.length < 2 && !/\p{Script=Han}/u.test(typed)) {
      show([]);
      return;
    }
    setTimeout(async () => {
      if (mine !== asked) {
        return;
      }
      const query = new URLSearchParams({ q: typed, lang: field.dataset.lang });
      try {
        const answer = await fetch(`${field.dataset.suggest}?${query}`);
        if (answer.ok && mine === asked) {
          show((await answer.json()).suggestions.slice(0, 7));
        }
      } catch {
        show([]);
      }
    }, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      show([]);
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen].textContent);
    }
  });
  field.addEventListener("blur", () => show([]));
}

/** Tells what is being looked at, for the list of what was seen last. */
async function viewed() {
  const part = document.querySelector("[data-viewed]");
  if (!part) {
    return;
  }
  try {
    const token = await (await fetch("/api/v1/csrf-token")).json();
    await fetch(`/api/v1/recently-viewed/${part.dataset.viewed}`, {
      method: "PUT",
      headers: { "Idempotency-Key": crypto.randomUUID(), [token.header]: token.token },
    });
  } catch {
    // It is not remembered, and nothing else depends on it.
  }
}

localTimes(document);
viewed();
submitOnChange();
live();
freshKeys();
openFilters();
suggestions();
