/**
 * What browsers withhold from pages in some places, made up for: in frames of other sites often the storage, and without HTTPS
 * the clipboard. A classic script: it has to run before others that use them.
 */
(() => {
  /** Storage that lasts as long as the page. */
  class PassingStorage {
    #values = new Map();

    get length() {
      return this.#values.size;
    }

    key(index) {
      return [...this.#values.keys()][index] ?? null;
    }

    getItem(key) {
      return this.#values.get(String(key)) ?? null;
    }

    setItem(key, value) {
      this.#values.set(String(key), String(value));
    }

    removeItem(key) {
      this.#values.delete(String(key));
    }

    clear() {
      this.#values.clear();
    }
  }

  for (const name of ["localStorage", "sessionStorage"]) {
    if (!isForbidden(name)) continue;
    Object.defineProperty(globalThis, name, { value: new PassingStorage(), configurable: true });
  }
  if (!navigator.clipboard) {
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
  }

  function isForbidden(name) {
    try {
      return !globalThis[name];
    } catch {
      return true;
    }
  }

  /** The former way to copy, which works without HTTPS. */
  function writeText(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position: fixed; opacity: 0";
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return isCopied ? Promise.resolve() : Promise.reject(new DOMException("Not copied", "NotAllowedError"));
  }
})();
