// What was entered and has not reached the kernel, kept by the browser: a kernel that dies takes
// nothing along. It is put back only over the saved state it was made from, so it never undoes
// newer work.

export function unsaved(name) {
  const text = (value) => JSON.stringify(value ?? null);
  return {
    put(answer, base) {
      try { sessionStorage.setItem(name, text({ answer, base: text(base) })); } catch { /* off or full */ }
    },
    take(base) {
      try {
        const held = JSON.parse(sessionStorage.getItem(name));
        return held && held.base === text(base) && text(held.answer) !== text(base) ? held : null;
      } catch { return null; }
    },
    clear() {
      try { sessionStorage.removeItem(name); } catch { /* off */ }
    },
  };
}
