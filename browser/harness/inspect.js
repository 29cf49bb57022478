// Looks at one page as it stands and says, in sentences, what is wrong with it. An empty list is a good page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open, plain } from "./chromium.js";
import { HEAVIEST } from "./watch.js";

const require = createRequire(import.meta.url);
/** axe as it is shipped to pages: half as much for each of them to read. */
const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA, and all it stands on. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The least height and width of what a finger has to hit, in CSS pixels. */
const TOUCH = 44;

const rightToLeft = new Set(["ar"]);

/** Everything that can be said of a page without knowing what it is for. */
export async function inspect(page, look, watched) {
  return [
    ...watched.troubles(),
    ...weighed(watched),
    ...(await accessible(page, look)),
    ...(await fitting(page, look)),
    ...(await worded(page, look)),
  ];
}

export function weighed(watched) {
  const { bytes, parts } = watched.weight();
  return bytes > HEAVIEST ? [`weighs ${bytes} bytes, more than ${HEAVIEST}: ${parts.slice(0, 5).join(", ")}`] : [];
}

/** What axe says of the page as it stands. */
export async function accessible(page, look = plain) {
  return look.script === "off" ? withScript(page, look, axe) : axe(page);
}

/**
 * axe is itself a script. A page read without JavaScript is shown to it as it was read: its markup, with what stands
 * in `noscript` laid open and its own scripts taken out, in a browser that has JavaScript.
 */
async function withScript(page, look, act) {
  const context = await open(page.context().browser(), new URL(page.url()).origin, { ...look, script: "on" });
  try {
    const markup = (await page.content()).replace(/<script\b.*?<\/script>/gis, "").replace(/<(\/?)noscript\b/gi, "<$1div");
    const copy = await context.newPage();
    const address = page.url();
    await copy.route((url) => url.href === address, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: markup }));
    await copy.goto(address);
    return await act(copy);
  } finally {
    await context.close();
  }
}

async function axe(page) {
  // Through the debugger's door: the page's own policy rightly lets no script in.
  await page.evaluate(`${source}; undefined`);
  const { violations, passes } = await page.evaluate(
    (only) => globalThis.axe.run(document, { runOnly: { type: "tag", values: only }, resultTypes: ["violations"] }),
    tags,
  );
  if (passes.length === 0) return ["axe found nothing to look at"];
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none][0]?.message ?? "";
      return `axe ${id}: ${help}: ${target.join(" ")}${why ? ` (${why})` : ""}`;
    }),
  );
}

async function fitting(page, { width }) {
  return page.evaluate(
    ({ width: wide, touch }) => {
      const found = [];
      const name = (element) => {
        const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
        const tag = element.tagName.toLowerCase();
        const mark = element.id ? `#${element.id}` : element.classList.length ? `.${[...element.classList].join(".")}` : "";
        return `${tag}${mark} "${words.slice(0, 40)}"`;
      };
      const shown = (element) => {
        const { visibility, display } = getComputedStyle(element);
        const { width: w, height: h } = element.getBoundingClientRect();
        return visibility === "visible" && display !== "none" && w > 1 && h > 1;
      };
      const root = document.documentElement;
      if (root.scrollWidth > root.clientWidth) {
        const scrolls = (element) => {
          for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
            if (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)) return true;
          }
          return false;
        };
        const wider = [...document.body.querySelectorAll("*")].filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          return shown(element) && (right > root.clientWidth + 1 || left < -1) && !scrolls(element);
        });
        const whose = wider.slice(-3).map(name).join(", ");
        found.push(`scrolls sideways: ${root.scrollWidth} in ${root.clientWidth} px${whose ? `: ${whose}` : ""}`);
      }
      if (wide < 600) {
        const targets = document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, a[class*=button]");
        for (const element of targets) {
          if (!shown(element) || element.disabled) continue;
          // A tick box is hit by its label.
          const label = element.matches("[type=checkbox], [type=radio]") ? element.closest("label") ?? element.labels?.[0] : null;
          const { height, width: w } = (label ?? element).getBoundingClientRect();
          const { position, clipPath } = getComputedStyle(element);
          if (position === "absolute" && clipPath !== "none" && !label) continue; // for screen readers alone
          if (Math.round(height) < touch || Math.round(w) < Math.min(touch, 24)) {
            found.push(`too small to touch: ${name(element)} ${Math.round(w)}×${Math.round(height)} px`);
          }
        }
      }
      return found.slice(0, 8);
    },
    { width, touch: TOUCH },
  );
}

async function worded(page, { language }) {
  const { lang, dir, title, headings, text } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: getComputedStyle(document.documentElement).direction,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    text: document.body.innerText,
  }));
  const found = [];
  const way = rightToLeft.has(language) ? "rtl" : "ltr";
  if (lang.split("-")[0] !== language) found.push(`says lang="${lang}", not "${language}"`);
  if (dir !== way) found.push(`is written ${dir}, not ${way}`);
  if (title === "") found.push("has no title");
  if (headings !== 1) found.push(`has ${headings} main headings, not one`);
  const leak = /\bundefined\b|\bNaN\b|\[object |\{ ?\$|\bSome\(|\bOk\(|\bpanicked at\b/.exec(text);
  if (leak) {
    const around = text.slice(Math.max(0, leak.index - 20), leak.index + 40).replace(/\s+/g, " ");
    found.push(`shows what only a program says: "${around}"`);
  }
  return found;
}
