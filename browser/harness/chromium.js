// Debian's Chromium, told to speak to nobody but the program under test.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { NOW } from "./program.js";

const executablePath =
  process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** The name of the cookie that holds a person's chosen language. */
const languageCookie = "language";

export async function launch() {
  if (!executablePath) throw new Error("no Chromium: install Debian's package chromium, or set CHROMIUM");
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    chromiumSandbox: !root,
    args: [
      ...(root ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-domain-reliability",
      "--disable-sync",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--no-first-run",
      "--no-pings",
      "--font-render-hinting=none",
      // Whatever a page asks of another host fails here, and is reported by watch.js.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

/** One way of looking: `{ language, width, theme, script }`. */
export const plain = { language: "en", width: 1280, theme: "light", script: "on" };

export const nameOf = ({ language, width, theme, script }) =>
  `${language}, ${width} px, ${theme}${script === "off" ? ", without JavaScript" : ""}`;

const languages = ["en", "ar"];
const widths = [1280, 360];
const themes = ["light", "dark"];

/** Every way a page is looked at: the four languages, both widths, both themes, and once without JavaScript. */
export const matrix = [
  ...languages.flatMap((language) => widths.flatMap((width) => themes.map((theme) => ({ ...plain, language, width, theme })))),
  { ...plain, language: "ru", width: 360 },
  { ...plain, language: "kk", width: 360 },
  { ...plain, width: 360, script: "off" },
];

/** The two ways that differ most, for what has been looked at in all of them already. */
export const farthest = [plain, { ...plain, language: "ar", width: 360, theme: "dark" }];

/**
 * A fresh person at a fresh browser. `signedIn` is what `context.storageState()` gave, for a person who signed in
 * before.
 */
export async function open(browser, url, look = plain, signedIn = undefined) {
  const phone = look.width < 600;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: look.width, height: phone ? 740 : 900 },
    deviceScaleFactor: phone ? 2 : 1,
    isMobile: false, // a narrow window, so that what does not fit shows as a scroll bar and is not zoomed away
    hasTouch: phone,
    locale: look.language,
    timezoneId: "Asia/Almaty",
    colorScheme: look.theme,
    reducedMotion: "reduce",
    javaScriptEnabled: look.script === "on",
    storageState: signedIn,
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(15_000);
  await context.addCookies([{ name: languageCookie, value: look.language, url }]);
  if (look.script === "on") await context.clock.setFixedTime(new Date(NOW));
  return context;
}
