// The people of a story, each at a screen of their own.
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { launch, open, plain } from "../harness/chromium.js";
import { accessible } from "../harness/inspect.js";
import { start } from "../harness/program.js";
import { watch } from "../harness/watch.js";
import { word } from "../harness/words.js";
import { signedInAs } from "./sign-in.js";

/**
 * Opens a demo and a browser around the tests of a file, and gives a function that does a part of a story as somebody. The
 * part gets their page, the words of their language, and a check that the page is accessible as it stands; nothing may be
 * wrong behind their back.
 */
export function onStage() {
  const known = new Map();
  let program;
  let browser;
  before(async () => {
    program = await start();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });
  return async (role, act, look = plain) => {
    if (!known.has(role)) known.set(role, await signedInAs(browser, program.url, role));
    const context = await open(browser, program.url, look, known.get(role));
    try {
      const page = await context.newPage();
      const watched = await watch(page, program.url);
      watched.begin({ expected: [404, 422] });
      await page.goto("/");
      const say = (key, values) => word(look.language, key, values);
      await act(page, say, async () => assert.deepEqual(await accessible(page, look), []));
      assert.deepEqual(watched.troubles(), [], `as ${role} in ${look.language}`);
    } catch (error) {
      // What stood there tells more than what did not come.
      error.message += `\nas ${role} in ${look.language}, where this stood:\n${await standing(context)}`;
      throw error;
    } finally {
      await context.close();
    }
  };
}

/** The address and the words of the page that is open. */
async function standing(context) {
  const page = context.pages().at(-1);
  const words = await page?.locator("main").innerText({ timeout: 1_000 }).catch((error) => error.message);
  return `${page?.url()}\n${words}`;
}
