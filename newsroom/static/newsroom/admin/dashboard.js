/* The front page while it is open: clocks that count down, and what waits anew every minute.
   Nothing moves that has not changed; the focus stays where it is. */
"use strict";
{
  const EVERY = 60_000;
  const MINUTE = 60, HOUR = 3600, DAY = 86_400, WEEK = 7 * DAY;
  const place = () => document.getElementById("desk-waiting");

  // The server's clock decides, however wrong this computer's is.
  const offsetOf = (part) => Date.parse(part.dataset.now) - Date.now();
  let offset = offsetOf(place());
  let asked = Date.now();

  const two = (large, number, unit) => (number ? `${large} ${number} ${unit}` : large);
  const days = (number) => (number === 1 ? "1 day" : `${number} days`);

  // As newsroom/desk/waits.py says it.
  const sayWait = (seconds) => {
    if (seconds <= 0) return "now";
    if (seconds < MINUTE) return `in ${seconds} s`;
    if (seconds < HOUR) return `in ${Math.floor(seconds / MINUTE)} min`;
    if (seconds < DAY) return two(`in ${Math.floor(seconds / HOUR)} h`, Math.floor((seconds % HOUR) / MINUTE), "min");
    const whole = `in ${days(Math.floor(seconds / DAY))}`;
    return seconds >= WEEK ? whole : two(whole, Math.floor((seconds % DAY) / HOUR), "h");
  };

  const tick = () => {
    const now = Date.now() + offset;
    let isOver = false;
    for (const time of place().querySelectorAll("time.desk-due")) {
      const words = sayWait(Math.floor((Date.parse(time.dateTime) - now) / 1000));
      if (time.textContent !== words) {
        time.textContent = words;
        isOver ||= words === "now";
      }
    }
    if (isOver) refresh();
  };

  // What of the page is news: everything but how long ago it was.
  const news = (part) => {
    const copy = part.cloneNode(true);
    copy.removeAttribute("data-now");
    copy.querySelectorAll(".desk-fresh").forEach((line) => line.remove());
    copy.querySelectorAll("time").forEach((time) => { time.textContent = ""; });
    return copy.innerHTML;
  };

  const bringUpToDate = (fresh) => {
    const old = place();
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    if (news(old) !== news(fresh)) {
      old.replaceWith(fresh);
      if (focused) (document.getElementById(focused) ?? document.getElementById(focused.replace(/^line-(.*)-\d+$/, "box-$1")))?.focus({ preventScroll: true });
    } else {
      const times = fresh.querySelectorAll("time");
      old.querySelectorAll("time").forEach((time, index) => { time.textContent = times[index].textContent; });
      old.querySelector(".desk-fresh").replaceWith(fresh.querySelector(".desk-fresh"));
    }
  };

  const complain = (sentence) => {
    const line = place().querySelector(".desk-fresh");
    line.classList.add("desk-stale");
    line.replaceChildren(`${sentence} What you see is of `, line.querySelector("time"));
  };

  const isReading = () => {
    const selection = document.getSelection();
    return !selection.isCollapsed && place().contains(selection.anchorNode);
  };

  const refresh = async () => {
    if (document.hidden || isReading()) return;
    asked = Date.now();
    try {
      const answer = await fetch(place().dataset.from, { credentials: "same-origin" });
      if (answer.redirected) {
        complain("You are logged out. Reload the page to log in.");
        return;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("desk-waiting");
      offset = offsetOf(fresh);
      bringUpToDate(fresh);
    } catch {
      complain("The desk does not answer.");
    }
  };

  const refreshIfOld = () => {
    if (Date.now() - asked >= EVERY) refresh();
  };

  setInterval(tick, 1000);
  setInterval(refreshIfOld, 5000);
  document.addEventListener("visibilitychange", refreshIfOld);
}
