// Looks at many pages in one way of looking, and gathers what is wrong with each.
import { open } from "./chromium.js";
import { inspect } from "./inspect.js";
import { watch } from "./watch.js";

/**
 * `routes` are `{ path, status = 200 }`. Answers `{ looked, troubles }`; each trouble opens with its path.
 */
export async function sweep(browser, url, look, routes, signedIn) {
  const context = await open(browser, url, look, signedIn);
  const troubles = [];
  let looked = 0;
  try {
    const page = await context.newPage();
    const watched = await watch(page, url);
    for (const { path, status = 200 } of routes) {
      watched.begin({ expected: status === 200 ? [] : [status] });
      const response = await page.goto(path, { waitUntil: "load" });
      await settled(page);
      if (response.status() !== status) troubles.push(`${path}: answers ${response.status()}, not ${status}`);
      for (const trouble of await inspect(page, look, watched)) troubles.push(`${path}: ${trouble}`);
      looked += 1;
    }
  } finally {
    await context.close();
  }
  return { looked, troubles };
}

/** Until nothing is under way: what a module fetches after the page counts to its weight. */
export async function settled(page) {
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => {});
}
