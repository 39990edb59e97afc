/* Every <time data-until datetime="…"> says how long it is until then, and keeps saying it right.
   Without this script it says what it was when the page was made. */
"use strict";
{
  const MINUTE = 60, HOUR = 3600, DAY = 86_400, WEEK = 7 * DAY;
  const clocks = [...document.querySelectorAll("time[data-until]")];

  // The server's clock decides, however wrong this computer's is.
  const offset = clocks.length && clocks[0].dataset.now ? Date.parse(clocks[0].dataset.now) - Date.now() : 0;

  const two = (large, number, unit) => (number ? `${large} ${number} ${unit}` : large);

  const sayWait = (seconds) => {
    if (seconds <= 0) return "now";
    if (seconds < MINUTE) return `in ${seconds} s`;
    if (seconds < HOUR) return `in ${Math.floor(seconds / MINUTE)} min`;
    if (seconds < DAY) return two(`in ${Math.floor(seconds / HOUR)} h`, Math.floor((seconds % HOUR) / MINUTE), "min");
    const days = Math.floor(seconds / DAY);
    const whole = `in ${days} day${days === 1 ? "" : "s"}`;
    return seconds >= WEEK ? whole : two(whole, Math.floor((seconds % DAY) / HOUR), "h");
  };

  const tick = () => {
    const now = Date.now() + offset;
    for (const clock of clocks) {
      const words = sayWait(Math.floor((Date.parse(clock.dateTime) - now) / 1000));
      if (clock.textContent !== words) clock.textContent = words;
    }
  };

  if (clocks.length) {
    tick();
    setInterval(tick, 1000);
  }
}
