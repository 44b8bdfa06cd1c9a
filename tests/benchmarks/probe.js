// Tells when what was asked for is on the screen: the browser's own presentation time of the frame.
//
// A small text, the canary, is put on the page in the animation frame in which a condition first
// holds, that is in the frame that paints it. Chromium's Element Timing gives the moment at which
// that frame was presented, rounded to 4 ms. The beginning is the time stamp of the first key or
// click after arming, which the browser process sets when the input reaches it.
(() => {
  if (window !== top) return;
  const probe = (window.probe = { armed: 0, input: 0, painted: 0, drawn: 0 });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.identifier === `canary-${probe.armed}`) probe.painted = entry.presentationTime ?? entry.renderTime;
  }).observe({ type: "element", buffered: true });

  for (const type of ["keydown", "click"])
    addEventListener(type, (event) => { if (!probe.input) probe.input = event.timeStamp; }, true);

  const sing = (armed) => {
    for (const old of document.querySelectorAll("body > .canary")) old.remove();
    const canary = document.createElement("p");
    canary.className = "canary";
    canary.setAttribute("elementtiming", `canary-${armed}`);
    canary.setAttribute("aria-hidden", "true");
    canary.style.cssText = "position: fixed; left: 0; top: 0; margin: 0; font: 12px sans-serif; z-index: 2147483647";
    canary.textContent = String(armed);
    document.body.append(canary);
  };

  /**
   * Wait for a condition and note when it is on the screen.
   * @param {string} condition an expression; one that fails does not hold
   * @param {number} settle frames between the condition and its picture, for what draws a frame later
   */
  probe.arm = (condition, settle) => {
    const armed = ++probe.armed, holds = new Function(`return (${condition})`);
    Object.assign(probe, { input: 0, painted: 0, drawn: 0 });
    let left = settle;
    const look = () => {
      if (armed !== probe.armed) return;
      let isThere = false;
      try { isThere = Boolean(holds()); } catch { /* not yet */ }
      if (isThere && left-- <= 0) sing(armed);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  /** Count the drawings of the atlas's marks. */
  probe.follow = () => window.atlas.app.marks.on("drawn", () => { probe.drawn++; });
})();
