// Looks at many pages in one way of looking, and gathers what is wrong with each.
import { open } from "./chromium.js";
import { inspect } from "./inspect.js";
import { watch } from "./watch.js";

/**
 * `routes` are `{ path, status = 200 }`. Answers `{ looked, troubles }`; each trouble opens with its path.
 */
export const sweep = (browser, url, look, routes, signedIn) =>
  each(browser, url, look, routes, signedIn, async (page, look, watched, { path, status = 200 }) => {
    watched.begin({ expected: status === 200 ? [] : [status] });
    const response = await page.goto(path, { waitUntil: "load" });
    await watched.quiet();
    const troubles = response.status() === status ? [] : [`: answers ${response.status()}, not ${status}`];
    for (const trouble of await inspect(page, look, watched)) troubles.push(`: ${trouble}`);
    return troubles;
  });

/**
 * Sends the form of each page with everything emptied, where something in it is needed, and looks at the page that says so.
 * Answers as `sweep` does; a page that takes nothing for an answer is a trouble too.
 */
export const sweepEmptied = (browser, url, look, routes, signedIn) =>
  each(browser, url, look, routes, signedIn, async (page, look, watched, { path }) => {
    watched.begin({ expected: [422] });
    await page.goto(path, { waitUntil: "load" });
    if (!(await page.locator(asking).count())) return undefined;
    watched.begin({ expected: [422] });
    const [response] = await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.locator(asking).first().evaluate(emptied)]);
    await watched.quiet();
    // A choice that is not sent stays as it is stored, so a filled form of the protocol may take it.
    if (response.status() !== 422) return path.includes("/forms/") ? undefined : [`: sent empty it answers ${response.status()}, not 422`];
    return (await inspect(page, look, watched)).map((trouble) => `, sent empty: ${trouble}`);
  });

/** Gathers what `lookAt` says of each route in one way of looking; nothing said is nothing looked at. */
async function each(browser, url, look, routes, signedIn, lookAt) {
  const context = await open(browser, url, look, signedIn);
  const troubles = [];
  let looked = 0;
  try {
    const page = await context.newPage();
    const watched = await watch(page, url);
    for (const route of routes) {
      const said = await lookAt(page, look, watched, route);
      if (!said) continue;
      looked += 1;
      troubles.push(...said.map((trouble) => route.path + trouble));
    }
  } finally {
    await context.close();
  }
  return { looked, troubles };
}

/** A form in which something is needed; not one folded away. */
const asking = "main form[method=post]:has(.needed):visible";

/** Runs in the page. */
function emptied(form) {
  for (const input of form.elements) {
    if (input.type === "hidden" || input.tagName === "BUTTON" || input.tagName === "FIELDSET") continue;
    if (input.type === "checkbox" || input.type === "radio") input.checked = false;
    else input.value = "";
  }
  // Past the page's own scripts: what the server says is what is looked at.
  HTMLFormElement.prototype.submit.call(form);
}

/** Until nothing is under way: what a module fetches after the page counts to its weight. */
export async function settled(page) {
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => {});
}
