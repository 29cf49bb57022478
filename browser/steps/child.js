// Coming to a child's record.
import assert from "node:assert/strict";
import { answered } from "./page.js";

/** A code as people read it aloud. */
export const code = /HW-[0-9A-Z]{4}-[0-9A-Z]{3}/;

/** Opens a child by the code: through the search that stands on every page, or for whom has none, by its address. */
export async function openChild(page, wanted) {
  const search = page.getByRole("searchbox").first();
  if (!(await search.count())) {
    await page.goto(`/records/${wanted}`);
    return expectOpen(page, wanted);
  }
  await search.fill(wanted);
  await answered(page, () => search.press("Enter"));
  // An exact code leads to the record; a list of one leads there by its link.
  if (!new URL(page.url()).pathname.endsWith(wanted)) {
    const link = page.getByRole("main").getByRole("link").filter({ hasText: wanted }).first();
    await answered(page, () => link.click());
  }
  return expectOpen(page, wanted);
}

async function expectOpen(page, wanted) {
  const shown = await page.getByRole("main").innerText();
  assert.ok(shown.includes(wanted), `the record of ${wanted} did not open`);
}

/** The code on the page that is open. */
export async function codeShown(page) {
  const found = code.exec(await page.getByRole("main").innerText());
  assert.ok(found, "no code on this page");
  return found[0];
}
