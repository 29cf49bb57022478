// Keeps what is typed: a form with data-draft="URL" is posted there as JSON a little after each change and when the
// page is left, {"_csrf": …, "_command": …, "fields": {name: [value, …]}}. The server seals it and fills the form from
// it the next time the page is opened; restoring therefore needs no script. Answers: 204 kept; 401 signed out: the
// text stays in the page, the word says so, and it is kept again after signing in in another tab.
const WAIT = 2500;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const word = form.querySelector("[data-draft-word]");
  let timer, kept = JSON.stringify(fields(form)), sending = false;

  async function keep({ keepalive = false } = {}) {
    clearTimeout(timer);
    const now = JSON.stringify(fields(form));
    if (now === kept || sending) return;
    sending = true;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", keepalive, credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ _csrf: value(form, "_csrf"), _command: value(form, "_command"), fields: JSON.parse(now) }),
      });
      if (answer.ok) kept = now;
      say(answer.ok ? "saved" : "unsaved");
    } catch {
      say("offline");
      timer = setTimeout(keep, WAIT * 4);
    } finally {
      sending = false;
    }
  }

  function say(state) { if (word) word.textContent = word.dataset[state] ?? ""; }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, WAIT); });
  form.addEventListener("submit", () => { clearTimeout(timer); kept = JSON.stringify(fields(form)); });
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep({ keepalive: true }); });
}

function fields(form) {
  const all = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "_csrf" && name !== "_command") (all[name] ??= []).push(value);
  }
  return all;
}

function value(form, name) { return form.elements.namedItem(name)?.value ?? ""; }
