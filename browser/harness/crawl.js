// Walks the pages one person can reach by links, so that a page nobody listed is looked at too. It follows links
// and sends no form. Pages of one kind (the plan of this child, the plan of that one) count once.

const id = /^(?:HW-[0-9A-Z]{4}-[0-9A-Z]{3}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}|[0-9A-Za-z_-]{20,}|\d+|\d{4}-\d{2}(?:-\d{2})?)$/;

/** The kind of a page: its path with what names one record left out, and the names of its parameters. */
export function kindOf(url) {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .split("/")
    .map((part) => (id.test(decodeURIComponent(part)) ? "*" : part))
    .join("/");
  const names = [...new Set(searchParams.keys())].sort();
  return names.length ? `${path}?${names.join("&")}` : path;
}

/**
 * Every kind of page reachable from `start`: `[{ kind, path, status, from }]`, in the order found. `leave` names
 * paths that would sign the person out or away; `examples` how many of a kind are walked through, where one does not have
 * all the links of the others; `each` kinds of page from each of which one of every kind is walked through, since what one
 * lists differs from what the next does. A link to a file that downloads is not followed.
 */
export async function crawl(page, start, { most = 200, examples = {}, each = [], leave = [/sign-?out/, /leave/, /quick-?exit/, /^\/assets\//] } = {}) {
  const seen = new Map();
  const addresses = new Set();
  const found = [];
  const waiting = [{ path: start, from: "" }];
  const base = () => (page.url() === "about:blank" ? "http://x" : page.url());
  const listed = new Set();
  while (waiting.length && found.length < most) {
    const { path, from } = waiting.shift();
    const kind = kindOf(new URL(path, base()));
    const before = seen.get(kind) ?? 0;
    const first = each.includes(kindOf(new URL(from, base()))) && !listed.has(`${from} ${kind}`);
    if ((before >= (examples[kind] ?? 1) && !first) || addresses.has(path)) continue;
    listed.add(`${from} ${kind}`);
    seen.set(kind, before + 1);
    addresses.add(path);
    let response;
    try {
      response = await page.goto(path);
    } catch (error) {
      if (/Download is starting/.test(error.message)) continue;
      throw error;
    }
    if (!response || !(response.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    if (!found.some((one) => one.kind === kind)) found.push({ kind, path, status: response.status(), from });
    const here = new URL(page.url());
    if (kindOf(here) !== kind) seen.set(kindOf(here), (seen.get(kindOf(here)) ?? 0) + 1); // where a redirect led
    const links = await page.locator("a[href]:not([download])").evaluateAll((all) => all.map((one) => new URL(one.getAttribute("href"), document.baseURI).href)); // a link in a drawing has no text for href
    for (const link of links) {
      const to = new URL(link);
      if (to.origin !== here.origin || leave.some((one) => one.test(to.pathname))) continue;
      waiting.push({ path: to.pathname + to.search, from: here.pathname });
    }
  }
  return found;
}
