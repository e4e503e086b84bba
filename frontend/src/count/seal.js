// SHA-256 in plain code: crypto.subtle is missing where the office network has no https, and a scan should be answered without waiting.
const K = [];
const H = [];

for (let n = 2, found = 0; found < 64; n += 1) {
  if (![...Array(n).keys()].slice(2).some((d) => n % d === 0)) {
    if (found < 8) H.push(fraction(n ** (1 / 2)));
    K.push(fraction(n ** (1 / 3)));
    found += 1;
  }
}

function fraction(root) {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

const turn = (word, by) => (word >>> by) | (word << (32 - by));

function padded(bytes) {
  const whole = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setUint32(whole.length - 4, bytes.length * 8);
  return whole;
}

function block(view, start, hash) {
  const w = new Int32Array(64);
  for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(start + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [w[i - 15], w[i - 2]];
    w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] = (hash[i] + word) | 0));
}

/** The first sixteen letters of what the server made of the same code. */
export function seal(salt, code) {
  const whole = padded(new TextEncoder().encode(`${salt}:${code}`));
  const view = new DataView(whole.buffer);
  const hash = [...H];
  for (let start = 0; start < whole.length; start += 64) block(view, start, hash);
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("").slice(0, 16);
}
