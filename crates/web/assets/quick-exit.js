// Leaves at once: Escape twice, or the button. Ends the session, forgets this tab's storage and replaces the page, so
// that "back" does not show it. Without this module the button is a plain form that does the same on the server.
const form = document.querySelector("[data-quick-exit]");

function leave() {
  navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
  try { sessionStorage.clear(); localStorage.clear(); } catch { /* storage may be closed */ }
  document.documentElement.hidden = true;
  location.replace(form.dataset.away);
}

if (form) {
  let last = 0;
  form.addEventListener("submit", (event) => { event.preventDefault(); leave(); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.repeat) return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
  // A page kept by the browser for "back" asks the server again.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
