// The pictures of docs/images/. Written only on request (`./test --shots`), under names that stay, so that a
// changed page shows as a changed picture and an unchanged one does not.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { shrink } from "./png.js";

const folder = fileURLToPath(new URL("../../docs/images", import.meta.url));

/** Whether this run writes pictures. */
const wanted = Boolean(process.env.HOMEWARD_SHOTS);

/**
 * Takes the page as `docs/images/NAME.png` if this run writes pictures; the whole page on a wide screen only up to
 * `height` pixels, so that a picture stays one.
 */
export async function shoot(page, name, { height = 1400, into = folder, always = false } = {}) {
  if (!wanted && !always) return null;
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`a picture's name is of small letters and dashes, not ${name}`);
  await page.mouse.move(0, 0);
  const { width } = page.viewportSize();
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  const png = await page.screenshot({
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, tall) },
    animations: "disabled",
    caret: "hide",
  });
  const small = shrink(png);
  await mkdir(into, { recursive: true });
  const file = join(into, `${name}.png`);
  const before = await readFile(file).catch(() => null);
  if (!before?.equals(small)) await writeFile(file, small);
  return file;
}
