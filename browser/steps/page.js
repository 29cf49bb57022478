// Finding one's way, and saying what must and must not be on a page.
import assert from "node:assert/strict";
import { inspect } from "../harness/inspect.js";
import { settled } from "../harness/sweep.js";
import { watch } from "../harness/watch.js";

/** Does what leads to another page, and waits until that page (not a redirect to it) stands there; gives its response. */
export async function answered(page, act) {
  const arriving = page.waitForResponse(
    (response) => response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400),
  );
  arriving.catch(() => {}); // reported below, unless `act` fails first
  await act();
  const response = await arriving;
  await page.waitForLoadState("load");
  return response;
}

/** Goes where a link with these words leads. */
export async function follow(page, words) {
  const link = page.getByRole("link", { name: words, exact: typeof words === "string" }).first();
  return answered(page, () => link.click());
}

/** The main heading. */
export const heading = async (page) => (await page.getByRole("heading", { level: 1 }).innerText()).trim();

/** The page shows this, where a person sees it. */
export async function expectShown(page, words) {
  await page.getByText(words).first().waitFor({ state: "visible" });
}

/**
 * None of these is anywhere in what the reader was sent: text, title, address, attributes, comments. For words a
 * reader must never get, hidden or not.
 */
export async function expectNowhere(page, ...words) {
  const sent = `${page.url()}\n${await page.title()}\n${await page.content()}`;
  const found = words.filter((word) => (word instanceof RegExp ? word.test(sent) : sent.includes(word)));
  assert.deepEqual(found.map(String), [], "the reader was sent what is not theirs");
}

/** Opens a path that is to be refused, and sees the same page as for what does not exist. */
export async function expectAbsent(page, path) {
  const response = await page.goto(path);
  assert.equal(response.status(), 404, `${path} answers ${response.status()}`);
  const refused = await page.locator("main").innerText();
  await page.goto("/nothing-is-here");
  assert.equal(refused, await page.locator("main").innerText(), "absent and forbidden look different");
}

/** Does what leads to a page, and looks at that page in every way that asks nothing of what it is for. */
export async function inspected(page, look, act) {
  const watched = await watch(page, new URL(page.url()).origin);
  watched.begin();
  const done = await act();
  await settled(page);
  assert.deepEqual(await inspect(page, look, watched), [], page.url());
  return done;
}
