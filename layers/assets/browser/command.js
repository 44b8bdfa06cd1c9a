// What Python may tell the map: only what it says anew, each field by itself.

/**
 * Carry out a command.
 * @param {any} app
 * @param {{date?: string, layers?: string[], hidden?: string[], possible?: boolean, view?: string, focus?: string}} command
 */
function carryOut(app, command) {
  const { state } = app;
  if (command.layers) state.layers = new Set(command.layers.filter((id) => app.payload.layers.some((/** @type {any} */ l) => l.id === id)));
  if (command.hidden) state.hidden = new Set(command.hidden);
  if (command.possible !== undefined) state.possible = command.possible;
  const when = command.date === undefined ? null : readWhen(command.date);
  if (when) { app.clock.stop(); state.when = when; }
  app.refresh();
  app.emit("layers");
  app.emit("date");
  if (command.view) app.goToView(command.view);
  const i = command.focus ? app.store.index.get(command.focus) : undefined;
  if (i !== undefined) app.open(i, { fly: true, focus: false });
}
