// Makes a screenshot small: at most 256 colours, one byte a pixel. Paper, ink and one accent need no more; what a
// screenshot has beyond that are the half-tones of its letters, and the nearest of 256 serves them.
import { deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The same picture in fewer bytes; takes what Chromium writes (8 bits, RGB or RGBA, not interlaced). */
export function shrink(png) {
  const { width, height, channels, pixels } = read(png);
  const { colours, indexOf } = palette(pixels, channels);
  const rows = Buffer.alloc((width + 1) * height); // each row opens with filter 0
  for (let y = 0, from = 0; y < height; y += 1) {
    for (let x = 0, to = y * (width + 1) + 1; x < width; x += 1, from += channels, to += 1) {
      rows[to] = indexOf((pixels[from] << 16) | (pixels[from + 1] << 8) | pixels[from + 2]);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const small = Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return small.length < png.length ? small : png;
}

function read(png) {
  if (!png.subarray(0, 8).equals(signature)) throw new Error("not a PNG");
  let head;
  const data = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") head = body;
    if (name === "IDAT") data.push(body);
    at += 12 + length;
  }
  const [depth, kind, , , interlaced] = head.subarray(8);
  const channels = { 2: 3, 6: 4 }[kind];
  if (depth !== 8 || !channels || interlaced) throw new Error("not a PNG as Chromium writes it");
  const width = head.readUInt32BE(0);
  const height = head.readUInt32BE(4);
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    const row = y * stride;
    for (let i = 0; i < stride; i += 1) {
      const left = i >= channels ? pixels[row + i - channels] : 0;
      const up = y > 0 ? pixels[row - stride + i] : 0;
      const corner = y > 0 && i >= channels ? pixels[row - stride + i - channels] : 0;
      pixels[row + i] = raw[y * (stride + 1) + 1 + i] + predicted(filter, left, up, corner);
    }
  }
  return { width, height, channels, pixels };
}

function predicted(filter, left, up, corner) {
  switch (filter) {
    case 0: return 0;
    case 1: return left;
    case 2: return up;
    case 3: return (left + up) >> 1;
    default: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
  }
}

/** The most used colours, far enough apart to differ, and for each colour of the picture the nearest of them. */
function palette(pixels, channels) {
  const used = new Map();
  for (let i = 0; i < pixels.length; i += channels) {
    const colour = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
    used.set(colour, (used.get(colour) ?? 0) + 1);
  }
  const byUse = [...used.keys()].sort((a, b) => used.get(b) - used.get(a) || a - b);
  const distance = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  let colours = byUse;
  for (let apart = 12; colours.length > 256 && apart < 8_000; apart *= 2) {
    colours = [];
    for (const colour of byUse) {
      if (colours.every((one) => distance(one, colour) >= apart)) colours.push(colour);
      if (colours.length > 256) break;
    }
  }
  colours = colours.slice(0, 256);
  const nearest = new Map(colours.map((colour, index) => [colour, index]));
  const indexOf = (colour) => {
    let index = nearest.get(colour);
    if (index === undefined) {
      index = 0;
      for (let i = 1; i < colours.length; i += 1) {
        if (distance(colours[i], colour) < distance(colours[index], colour)) index = i;
      }
      nearest.set(colour, index);
    }
    return index;
  };
  return { colours, indexOf };
}

const checks = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(name, body) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  let check = 0xffffffff;
  for (const byte of named) check = checks[(check ^ byte) & 255] ^ (check >>> 8);
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE((check ^ 0xffffffff) >>> 0, body.length + 8);
  return whole;
}
