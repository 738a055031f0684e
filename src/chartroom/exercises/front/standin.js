// Several exercises in one widget: each gets a stand-in for a model, which reads its part of the shared
// state and names itself when it sends.

/** What `show` takes for a model, for one exercise of the shared one. */
export function standIn(model, request, spec) {
  const mine = () => model.get("states")[request] ?? { saved: {}, shown: {} };
  const heard = new Map(); // of "change:saved" and "change:shown": listener → listener of the model
  return {
    get: (name) => (name === "spec" ? spec : mine()[name]),
    send: (content) => model.send({ ...content, request }),
    on(event, listener) {
      const part = event.match(/^change:(saved|shown)$/)?.[1];
      if (!part) return model.on(event, listener);
      let last = JSON.stringify(mine()[part]);
      const follow = () => {
        const now = JSON.stringify(mine()[part]);
        if (now === last) return;
        last = now;
        listener();
      };
      heard.set(listener, follow);
      model.on("change:states", follow);
    },
    off(event, listener) {
      if (!heard.has(listener)) return model.off(event, listener);
      model.off("change:states", heard.get(listener));
      heard.delete(listener);
    },
  };
}
