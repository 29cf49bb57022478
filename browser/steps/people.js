// The people of a story, each at a screen of their own.
import assert from "node:assert/strict";
import { open, plain } from "../harness/chromium.js";
import { watch } from "../harness/watch.js";
import { signedInAs } from "./sign-in.js";

/** Gives a function that does a part of a story as somebody; nothing may be wrong behind their back. */
export function peopleOf(browser, url) {
  const known = new Map();
  return async (role, act, look = plain) => {
    if (!known.has(role)) known.set(role, await signedInAs(browser, url, role));
    const context = await open(browser, url, look, known.get(role));
    try {
      const page = await context.newPage();
      const watched = await watch(page, url);
      watched.begin({ expected: [404, 422] });
      await page.goto("/");
      await act(page);
      assert.deepEqual(watched.troubles(), [], `as ${role}`);
    } finally {
      await context.close();
    }
  };
}
