// What a page does behind the reader's back: errors in the console, violations of its own security policy, calls
// to other hosts, and what it weighs. Watching begins before the first request.

import { setTimeout } from "node:timers/promises";

/** Milliseconds without a request after which a page has loaded what it wants, and the most that this is waited for. */
const QUIET = 120;
const LONGEST = 5_000;

/** Pages with all they load stay under this many bytes as sent. */
export const HEAVIEST = 60_000;

/**
 * Watches every page of a context. `troubles()` gives the findings since the last `begin()`, as sentences; a
 * status a test expects (a 404 it asked for) is named with `begin({ expected: [404] })`.
 */
export async function watch(page, url) {
  const home = new URL(url).origin;
  let troubles = [];
  let requests = new Map();
  let moved = 0;
  let expected = [];

  page.on("pageerror", (error) => troubles.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const text = message.text();
    const status = /status of (\d{3})/.exec(text)?.[1];
    if (status && expected.includes(Number(status))) return;
    troubles.push(`console ${message.type()}: ${text}`);
  });
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (["data:", "blob:", "about:", "chrome-error:"].includes(to.protocol) || to.origin === home) return;
    troubles.push(`asks another host: ${to.origin}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A reader who goes on before a page has loaded ends its requests; that is no trouble of the page.
    if (why !== "net::ERR_ABORTED") troubles.push(`could not load ${pathOf(request.url())}: ${why}`);
  });

  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    moved = Date.now();
    requests.set(requestId, { url: request.url, bytes: 0, over: request.url.startsWith("data:") });
  });
  const over = ({ requestId, encodedDataLength = 0 }) => {
    moved = Date.now();
    const request = requests.get(requestId);
    if (request) Object.assign(request, { bytes: encodedDataLength, over: true });
  };
  session.on("Network.loadingFinished", over);
  session.on("Network.loadingFailed", over);
  // Policy violations are issues; the console does not show those that are only reported.
  await session.send("Audits.enable");
  session.on("Audits.issueAdded", ({ issue }) => {
    const csp = issue.details.contentSecurityPolicyIssueDetails;
    if (csp) troubles.push(`content security policy: ${csp.violatedDirective} ${csp.blockedURL ?? "inline"}`);
  });

  return {
    begin(options = {}) {
      troubles = [];
      requests = new Map();
      expected = options.expected ?? [];
    },
    troubles: () => [...new Set(troubles)],
    /** Until nothing is under way and nothing new was asked for a while: what a module fetches after the page counts. */
    async quiet() {
      const last = Date.now() + LONGEST;
      const busy = () => [...requests.values()].some((request) => !request.over) || Date.now() - moved < QUIET;
      while (busy() && Date.now() < last) await setTimeout(QUIET / 4);
    },
    /** Bytes on the wire since `begin`, headers too, and the heaviest parts by path. */
    weight() {
      const parts = [...requests.values()].filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
      return {
        bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
        parts: parts.map(({ url: from, bytes }) => `${pathOf(from)} ${bytes}`),
      };
    },
  };
}

const pathOf = (url) => {
  try {
    const { pathname, search } = new URL(url);
    return `${pathname}${search}`.slice(0, 120);
  } catch {
    return url.slice(0, 120);
  }
};
