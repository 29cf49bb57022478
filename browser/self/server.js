// A tiny program to try the harness on: one good page, and one page for each thing that must be caught.
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { word } from "../harness/words.js";

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const style = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1c2430; }
@media (prefers-color-scheme: dark) { :root { --paper: #12171c; --ink: #e8eaed; } }
body { margin: 1rem; font: 17px/1.5 sans-serif; background: var(--paper); color: var(--ink); }
a { color: inherit; } button, input:not([type=radio]):not([type=checkbox]), select, nav a { min-height: 44px; min-width: 44px; font: inherit; }
nav a { display: inline-block; padding-block: 10px; } summary { min-height: 44px; } label { display: inline-block; min-height: 44px; min-width: 44px; }
.pale { color: #999; background: #aaa; } .wide { width: 700px; } .tiny { min-height: 10px; height: 10px; padding: 0; }
`;

const needed = word("en", "field-needed");

const words = {
  en: { dir: "ltr", title: "A good page", saved: "Saved" },
  ar: { dir: "rtl", title: "صفحة جيدة", saved: "حُفظ" },
  ru: { dir: "ltr", title: "Хорошая страница", saved: "Сохранено" },
  kk: { dir: "ltr", title: "Жақсы бет", saved: "Сақталды" },
};

const form = (extra = "") => `
<form method="post" action="/form">
  <p data-field="name"><label for="name">Name <span class="needed">${needed}</span></label> <input id="name" name="name" ${extra}></p>
  <p id="why">${extra ? "Write the name." : ""}</p>
  <p><label for="region">Region</label>
    <select id="region" name="region"><option value="">–</option><option value="kz-ala">Almaty</option></select></p>
  <fieldset><legend>Sex</legend>
    <label><input type="radio" name="sex" value="f"> Girl</label> <label><input type="radio" name="sex" value="m"> Boy</label></fieldset>
  <fieldset data-field="birth"><legend>Birth date</legend>
    <label>Day <input name="birth.day"></label>
    <label>Month <select name="birth.month"><option value="">Not known</option><option value="3">March</option></select></label>
    <details><summary>More</summary><label>Year <input name="birth.year"></label></details></fieldset>
  <fieldset data-field="languages"><legend>Languages</legend><input type="hidden" name="languages" value="">
    <label><input type="checkbox" name="languages" value="kk"> Kazakh</label>
    <label><input type="checkbox" name="languages" value="ru"> Russian</label></fieldset>
  <p hidden><label for="never">Never asked</label> <input id="never" name="never"></p>
  <button>Save visit</button>
</form>`;

// Each page that must be caught: what stands in it, and the sentence that has to be said of it.
export const bad = {
  "/bad/unlabelled": { body: '<form><input type="text" name="x"></form>', said: /axe label: / },
  "/bad/contrast": { body: '<p class="pale">Hard to read</p>', said: /axe color-contrast: / },
  "/bad/wide": { body: '<p class="wide">Wider than a phone</p>', said: /scrolls sideways: 7\d\d in 360 px: p\.wide/, width: 360 },
  "/bad/tiny": { body: '<button class="tiny">Hit me</button>', said: /too small to touch: button\.tiny/, width: 360 },
  "/bad/inline": { body: "<script>document.title = 'x'</script>", said: /content security policy: script-src/ },
  "/bad/console": { body: '<script src="/throws.js"></script>', said: /script error: on purpose/ },
  "/bad/foreign": { body: '<img alt="" src="http://elsewhere.test/pixel.png">', policy: "default-src *", said: /asks another host: http:\/\/elsewhere\.test/ },
  "/bad/heavy": { body: '<script src="/heavy.js"></script>', said: /weighs 7\d{4} bytes, more than 60000: \/heavy\.js/ },
  "/bad/language": { body: "<p>English</p>", lang: "en", dir: "ltr", language: "ar", said: /says lang="en", not "ar"/ },
  "/bad/direction": { body: "<p>نص</p>", dir: "ltr", language: "ar", said: /is written ltr, not rtl/ },
  "/bad/heading": { body: "<h1>Another</h1>", said: /has 2 main headings/ },
  "/bad/leak": { body: "<p>Born: undefined</p>", said: /shows what only a program says: ".*Born: undefined"/ },
  "/bad/gone": { body: '<img alt="" src="/nowhere.png">', said: /console error: .*404/ },
};

/** Starts it: `{ url, stop() }`. */
export async function serve() {
  const heavy = `// ${randomBytes(35_000).toString("hex")}`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const language = /language=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "en";
    const send = (status, type, body, headers = {}) => {
      response.writeHead(status, { "content-type": type, "content-security-policy": policy, ...headers });
      response.end(body);
    };
    const page = (body, { status = 200, lang = language, dir = words[language].dir, policy: own = policy } = {}) =>
      send(
        status,
        "text/html; charset=utf-8",
        `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>${words[language].title}</title>
        <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
        <body><main><h1>${words[language].title}</h1>${body}</main></body></html>`,
        { "content-security-policy": own },
      );
    if (pathname === "/favicon.ico") return send(200, "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    if (pathname === "/style.css") return send(200, "text/css", style);
    if (pathname === "/throws.js") return send(200, "text/javascript", "throw new Error('on purpose')");
    if (pathname === "/heavy.js") return send(200, "text/javascript", heavy);
    if (pathname === "/file.csv") return send(200, "text/csv", "a,b", { "content-disposition": "attachment" });
    if (pathname === "/sign-out") return send(500, "text/plain", "the walk signed itself out");
    if (pathname === "/demo/as/1") return send(303, "text/plain", "", { location: "/day", "set-cookie": "session=1; Path=/; HttpOnly" });
    if (pathname === "/day") return page('<nav><a href="/">First page</a></nav>');
    if (pathname === "/") {
      const signedIn = /session=/.test(request.headers.cookie ?? "");
      return page(
        signedIn
          ? '<nav><a href="/children/HW-7F3K-QX2">One</a> <a href="/children/HW-7F3K-QX3?tab=plan">Two</a> <a href="/form">Form</a> <a href="/file.csv">File</a> <a href="/sign-out">Out</a></nav>'
          : '<form method="post" action="/demo/as/1"><button><strong>Social worker</strong> <span>Someone</span></button></form>',
      );
    }
    if (pathname.startsWith("/children/")) return page('<p>HW-7F3K-QX2</p><nav><a href="/children/HW-7F3K-QX9">Another</a></nav>');
    if (pathname === "/saved") return page(`<p role="status">${words[language].saved}</p>`);
    if (pathname === "/form") {
      if (request.method !== "POST") return page(form());
      let body = "";
      request.on("data", (bytes) => (body += bytes));
      request.on("end", () => {
        const sent = new URLSearchParams(body);
        if (sent.get("name") === "31.02") return page(form('value="31.02" aria-invalid="true" aria-describedby="why"'), { status: 422 });
        const complete = sent.get("region") === "kz-ala" && sent.get("sex") === "f" && sent.getAll("languages").join() === ",kk,ru" &&
          sent.get("birth.day") === "" && sent.get("birth.month") === "3" && sent.get("birth.year") === "2015";
        return complete ? send(303, "text/plain", "", { location: "/saved" }) : page('<p role="alert">Incomplete</p>');
      });
      return undefined;
    }
    if (bad[pathname]) return page(bad[pathname].body, bad[pathname]);
    return page("<p>Not here</p>", { status: 404 });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}
