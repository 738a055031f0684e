// The line between one view of an exercise and the kernel.
//
// Every message carries all the kernel needs to act on it (the whole answer), and a number. So it
// does not matter how long the kernel is busy or what else arrives first: the kernel never acts on
// an old answer, and an old reply is told from the newest by its number.

import { uid } from "./dom.js";

const PATIENCE = 4000; // ms without a reply before the student is told

export class Link {
  /** `onTrouble(kind)`: "gone" (no kernel behind this exercise), "slow" (no reply yet), "fine". */
  constructor(model, onTrouble) {
    this.model = model;
    this.view = uid("view");
    this.number = 0;
    this.pending = new Map();
    this.onTrouble = onTrouble;
    this.receive = (message) => this.#receive(message);
    model.on("msg:custom", this.receive);
  }

  /** Send an action; resolves with the kernel's reply, or with null when there is no kernel. */
  send(action, content = {}) {
    const seq = ++this.number;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.onTrouble("slow"), PATIENCE);
      this.pending.set(seq, { resolve, timer });
      try {
        this.model.send({ ...content, action, seq, view: this.view });
      } catch {
        this.drop(); // a restarted kernel: the line is closed for good
      }
    });
  }

  /** Give up everything under way: the kernel has gone. */
  drop() {
    for (const { resolve, timer } of this.pending.values()) {
      clearTimeout(timer);
      resolve(null);
    }
    this.pending.clear();
    this.onTrouble("gone");
  }

  close() {
    this.model.off("msg:custom", this.receive);
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  #receive(message) {
    if (message?.to !== this.view) return;
    const waiting = this.pending.get(message.seq);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.pending.delete(message.seq);
    if (this.pending.size === 0) this.onTrouble("fine");
    waiting.resolve(message);
  }
}
