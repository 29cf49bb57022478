// Finds as one types: the page that Enter would bring is fetched a little after the last letter, and what it found takes
// the place of what is shown. Without this module Enter does it.
const WAIT = 350;
const field = document.querySelector("form[role=search] input[type=search]");
let timer, asking;

async function find() {
  const address = field.form.action + (field.value.trim() ? "?q=" + encodeURIComponent(field.value) : "");
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address, { signal: asking.signal, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [here, there] = [document, page].map((of) => of.querySelector("[data-found]"));
    if (here && there) here.replaceWith(document.adoptNode(there));
  } catch { /* Enter still works. */ }
}

field?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, WAIT); });
field?.form.addEventListener("submit", () => { clearTimeout(timer); asking?.abort(); });
