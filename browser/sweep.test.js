// Every page, full, empty and refused, in every way of looking: nothing for axe to name, nothing in the console, nothing asked of another
// host, under 60 KB, fitting 360 px, in the right language and direction.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { farthest, launch, matrix, nameOf, open, plain } from "./harness/chromium.js";
import { crawl } from "./harness/crawl.js";
import { labelOf } from "./harness/protocol.js";
import { start } from "./harness/program.js";
import { sweep, sweepEmptied } from "./harness/sweep.js";
import { inside, outside, people } from "./routes.js";
import { rolesOffered, signedInAs } from "./steps/sign-in.js";

const AT_A_TIME = 3;

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

/**
 * One test for each way of looking, some at a time: half of each is waiting. Every page is looked at in the two ways that
 * differ most, and in one or two of the others in turn, so that each way sees each kind of trouble and the whole stays
 * short; HOMEWARD_WHOLE=1 looks at every page in every way.
 */
async function lookAt(t, looks, routes, signedIn) {
  const waiting = looks.map((look) => [look, routes.filter((_, index) => looksAt(looks, look, index))]);
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [look, chosen] = next;
      if (!chosen.length) continue;
      await t.test(nameOf(look), async (each) => {
        const { looked, troubles } = await sweep(browser, program.url, look, chosen, signedIn);
        each.diagnostic(`${looked} pages`);
        assert.equal(looked, chosen.length);
        assert.equal(troubles.length, 0, `\n${troubles.join("\n")}\n`);
      });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

const always = new Set(farthest.map(nameOf));

/** Whether the page at this place in the list is looked at in this way. */
function looksAt(looks, look, index) {
  if (process.env.HOMEWARD_WHOLE || always.has(nameOf(look))) return true;
  const others = looks.filter((one) => !always.has(nameOf(one)));
  return others.findIndex((one) => nameOf(one) === nameOf(look)) === index % others.length;
}

test("before signing in", { concurrency: AT_A_TIME }, async (t) => {
  await lookAt(t, matrix, outside);
});

// Kinds of page whose form was sent empty.
const refused = new Set();

// Kinds of page that have been looked at in all ways; another person's version gets one of the two that differ most.
const known = new Set();

for (const { role, finds, examples = {}, each = [] } of people) {
  test(`as ${role}`, { concurrency: AT_A_TIME }, async (t) => {
    const signedIn = await signedInAs(browser, program.url, role);
    let routes = [];
    await t.test("links lead somewhere", async () => {
      const context = await open(browser, program.url, plain, signedIn);
      try {
        // A flight whose list is not there yet leads nowhere; the next one does.
        routes = await crawl(await context.newPage(), "/", { examples: { "/flights/*": 4, ...examples }, each });
      } finally {
        await context.close();
      }
      const dead = routes.filter(({ status }) => status >= 400).map(({ path, status, from }) => `${from} → ${path}: ${status}`);
      assert.deepEqual(dead, [], "links that lead nowhere");
      const kinds = routes.map(({ kind }) => kind);
      assert.deepEqual(finds.filter((kind) => !kinds.includes(kind)), [], `not reached; reached: ${kinds.join(" ")}`);
      assert.ok(routes.length > 1, "no page beyond the first");
    });
    const fresh = [...routes.filter(({ kind }) => !known.has(kind)), ...(known.size ? [] : inside)];
    const again = routes.filter(({ kind }) => known.has(kind));
    for (const { kind } of routes) known.add(kind);
    if (fresh.length) await lookAt(t, matrix, fresh, signedIn);
    const forms = routes.filter(({ kind }) => !refused.has(kind));
    for (const { kind } of forms) refused.add(kind);
    const missing = (look) =>
      t.test(`what is missing is said, ${nameOf(look)}`, async (each) => {
        const { looked, troubles } = await sweepEmptied(browser, program.url, look, forms, signedIn);
        each.diagnostic(`${looked} forms`);
        assert.equal(troubles.length, 0, `\n${troubles.join("\n")}\n`);
      });
    if (forms.length) await Promise.all(farthest.map(missing));
    if (again.length) {
      await t.test("pages others have too", { concurrency: AT_A_TIME }, async (each) => {
        const half = (rest) => again.filter((_, index) => process.env.HOMEWARD_WHOLE || index % 2 === rest);
        await Promise.all(farthest.map((look, rest) => lookAt(each, [look], half(rest), signedIn)));
      });
    }
  });
}

test("each role on the first page is swept", async () => {
  const context = await open(browser, program.url);
  try {
    const offered = await rolesOffered(await context.newPage());
    const swept = people.map(({ role }) => labelOf("roles", role));
    assert.deepEqual(offered.filter((role) => !swept.includes(role)), [], "add them to routes.js");
  } finally {
    await context.close();
  }
});
