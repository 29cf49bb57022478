// Who sits before the screen.
import assert from "node:assert/strict";
import { open, plain } from "../harness/chromium.js";
import { answered } from "./page.js";

/** The demo's one-click sign-in: a button of the first page whose value is the role's code. */
const roleButton = (page, role) =>
  page.locator(
    `form[method="post"] button[name="role"][value="${role}"], form[method="post"]:has(input[name="role"][value="${role}"]) button`,
  );

/** Signs in as one of the demo's people, from the first page, with one click. */
export async function signInAs(page, role) {
  await page.goto("/");
  const button = roleButton(page, role).first();
  assert.ok(await button.count(), `the first page offers no sign-in as ${role}`);
  await answered(page, () => button.click());
  assert.equal(await roleButton(page, role).count(), 0, `still nobody after signing in as ${role}`);
}

/** Signs in once and remembers it: what `open(…, signedIn)` takes. */
export async function signedInAs(browser, url, role) {
  const context = await open(browser, url, plain);
  try {
    await signInAs(await context.newPage(), role);
    const { cookies, origins } = await context.storageState();
    // Who, and not in which language.
    return { cookies: cookies.filter(({ name }) => name !== "language"), origins };
  } finally {
    await context.close();
  }
}

/** The roles the first page offers, by their codes. */
export async function rolesOffered(page) {
  await page.goto("/");
  return page
    .locator('form[method="post"] button[name="role"], form[method="post"] input[name="role"]')
    .evaluateAll((all) => [...new Set(all.map((one) => one.value))]);
}
