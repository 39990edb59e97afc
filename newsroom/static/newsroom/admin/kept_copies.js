/* The copies themselves: in this browser, by user and page, for a fortnight and within bounds. */
"use strict";
window.desk = window.desk ?? {};
{
  const COPY = "desk:copy:";
  const LEFT = "desk:left";
  const SAVED = "desk_saved";
  const DAY = 24 * 3600 * 1000;
  const KEPT_FOR = 14 * DAY;
  const MOST_COPIES = 100;
  const MOST_CHARACTERS = 4_000_000; // browsers keep about five million
  const DEEPEST = 3;
  let isOver = false; // logged out here: nothing more is kept

  const keys = () => Object.keys(localStorage).filter((name) => name.startsWith(COPY));

  const read = (key) => {
    try {
      const copy = JSON.parse(localStorage.getItem(key) ?? "null");
      return typeof copy?.at === "number" && typeof copy.fields === "object" ? copy : null;
    } catch {
      return null;
    }
  };

  const forget = (key) => localStorage.removeItem(key);

  const oldestFirst = () => keys()
    .map((key) => ({ key, at: read(key)?.at ?? 0, size: (localStorage.getItem(key) ?? "").length }))
    .sort((one, other) => one.at - other.at);

  const prune = () => {
    const copies = oldestFirst();
    copies.forEach(({ key, at }, place) => {
      if (at < Date.now() - KEPT_FOR || copies.length - place > MOST_COPIES) {
        forget(key);
      }
    });
  };

  const depth = (copy) => (copy ? 1 + depth(copy.earlier) : 0);

  /** Keep a copy, at the price of the oldest ones; tell whether there was room. */
  const write = (key, copy) => {
    if (isOver) {
      return true;
    }
    const kept = depth(copy) > DEEPEST ? { ...copy, earlier: undefined } : copy;
    const text = JSON.stringify(kept);
    const others = oldestFirst().filter((other) => other.key !== key);
    let size = others.reduce((sum, other) => sum + other.size, text.length);
    while (size > MOST_CHARACTERS && others.length) {
      const oldest = others.shift();
      size -= oldest.size;
      forget(oldest.key);
    }
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false; // full, or not allowed to keep anything
    }
  };

  /** Put what was not answered yet in the place of a copy that is done with. */
  const drop = (key) => {
    const earlier = read(key)?.earlier;
    if (earlier) {
      write(key, earlier);
    } else {
      forget(key);
    }
  };

  const savedMarks = () => {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith(`${SAVED}=`));
    return new Set(cookie ? cookie.slice(SAVED.length + 1).split(".") : []);
  };

  // The server names each save that went through; nothing else ends a copy that was sent.
  const forgetWhatWasSaved = () => {
    const marks = savedMarks();
    if (marks.size) {
      keys().filter((key) => marks.has(read(key)?.sent)).forEach(drop);
      document.cookie = `${SAVED}=; path=/; max-age=0; samesite=lax`;
    }
  };

  const forgetUser = (user) => {
    isOver = true;
    localStorage.setItem(LEFT, String(Date.now())); // first, so that other tabs know why
    keys().filter((key) => key.startsWith(`${COPY}${user}:`)).forEach(forget);
  };

  /** Somebody types again after all: the logout was called off. */
  const goOn = () => { isOver = false; };

  const hasJustLeft = () => Date.now() - Number(localStorage.getItem(LEFT) ?? 0) < 5000;

  const newMark = () => [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const keyFor = (user, page) => `${COPY}${user}:${page}`;

  window.desk.copies = { read, write, drop, prune, forgetWhatWasSaved, forgetUser, goOn, hasJustLeft, newMark, keyFor };
}
