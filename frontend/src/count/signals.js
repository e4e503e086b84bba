// Seen or not: heard and felt, because the eyes are on the things.
let sound;

/** Browsers let a page sound only after a tap. */
export function wake() {
  try {
    sound ??= new AudioContext();
    if (sound.state === "suspended") sound.resume();
  } catch {
    sound = null;
  }
  navigator.wakeLock?.request("screen").catch(() => {});
}

export function signal(tone) {
  navigator.vibrate?.(tone === "good" ? 60 : [80, 60, 80]);
  if (!sound || sound.state !== "running") return;
  const [tune, volume] = [sound.createOscillator(), sound.createGain()];
  tune.frequency.value = tone === "good" ? 1320 : 330;
  volume.gain.setValueAtTime(0.15, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.18);
  tune.connect(volume).connect(sound.destination);
  tune.start();
  tune.stop(sound.currentTime + 0.2);
}
