// Who sits before the screen.
import assert from "node:assert/strict";
import { open, plain } from "../harness/chromium.js";
import { labelOf } from "../harness/protocol.js";
import { answered } from "./page.js";

/** The demo's one-click sign-in: one form for each role, its button headed by the role's label. */
const demoForms = 'form[method="post"][action^="/demo/"]';
const headings = `${demoForms} button strong`;

/** Signs in as one of the demo's people, from the first page, with one click; `role` is a code of the protocol. */
export async function signInAs(page, role, language = "en") {
  await page.goto("/");
  const label = labelOf("roles", role, language);
  const button = page.locator(demoForms).filter({ has: page.getByText(label, { exact: true }) }).getByRole("button").first();
  assert.ok(await button.count(), `the first page offers no sign-in as ${label}`);
  await answered(page, () => button.click());
  assert.notEqual(new URL(page.url()).pathname, "/", `still nobody after signing in as ${label}`);
}

/** Signs in once and remembers it: what `open(…, signedIn)` takes. */
export async function signedInAs(browser, url, role) {
  const context = await open(browser, url, plain);
  try {
    await signInAs(await context.newPage(), role);
    const { cookies, origins } = await context.storageState();
    // Who, and not in which language.
    return { cookies: cookies.filter(({ name }) => name !== "language" && name !== "theme"), origins };
  } finally {
    await context.close();
  }
}

/** The roles the first page offers, by their labels in its language. */
export async function rolesOffered(page) {
  await page.goto("/");
  return page.locator(headings).allInnerTexts();
}
