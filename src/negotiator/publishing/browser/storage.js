// Plays kept by the browser: the files of one story, as a disk would have them. A request reads,
// decides and writes in one transaction, so that two tabs never write over each other's plays, and
// nothing is shown before it is kept.

const DATABASE = "negotiator";
const FILES = "files";

class PlayStorage {
  // `why` says why nothing can be kept: "" if it can, else "forbidden", "taken", "full" or "gone".
  constructor(story, fingerprint) {
    this.story = story;
    this.fingerprint = fingerprint;
    this.database = null;
    this.why = "forbidden";
    this.mark = this.key("");
    this.seen = null;
  }

  async open() {
    try {
      this.database = await openedDatabase();
      this.why = "";
    } catch {
      return;
    }
    // All pages at an address share one place, in which any of them may make what is called so.
    if (!isOurs(this.database)) {
      this.database.close();
      this.leave("taken");
      return;
    }
    this.database.onclose = () => this.leave("gone");
    this.database.onversionchange = () => {
      this.database.close();
      this.leave("gone");
    };
  }

  // From now on nothing is kept, and the page says so.
  leave(why) {
    this.database = null;
    this.why = why;
  }

  // Texts of the story before or after this one's, as [fingerprint, name, content].
  async others() {
    if (!this.database) return [];
    const store = this.database.transaction(FILES).objectStore(FILES);
    const range = IDBKeyRange.bound([this.story], [this.story, []]);
    const [keys, values] = await Promise.all([
      settled(store.getAllKeys(range)),
      settled(store.getAll(range)),
    ]);
    return keys
      .map(([, fingerprint, name], at) => [fingerprint, name, values[at]])
      .filter((one) => one.every(isText) && one[0] !== this.fingerprint && one[1]);
  }

  // What `decide(changed, isWhole)` answers, once the files it names are kept. `changed` has the
  // files that are other than they were, `null` for one that is gone. Files are read again only if
  // another tab has written since, which the mark beside them shows.
  async exchange(decide) {
    if (!this.database) return decide({}, false);
    const transaction = this.database.transaction(FILES, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(FILES);
    let answer, failed;
    const once = (work) => {
      try {
        work();
      } catch (error) {
        failed = error;
        transaction.abort();
      }
    };
    const decided = (changed, isWhole) => {
      answer = decide(changed, isWhole);
      this.write(store, answer.files);
    };
    const marked = store.get(this.mark);
    marked.onsuccess = () => {
      if (this.seen !== null && marked.result === this.seen) {
        once(() => decided({}, false));
        return;
      }
      const range = IDBKeyRange.bound(this.key(""), this.key([]), true);
      const keys = store.getAllKeys(range);
      const values = store.getAll(range);
      values.onsuccess = () => once(() => {
        const files = {};
        for (const [at, [, , name]] of keys.result.entries()) {
          if (isText(name)) files[name] = isText(values.result[at]) ? values.result[at] : "";
        }
        this.seen = marked.result ?? "";
        decided(files, true);
      });
    };
    try {
      await completed(transaction);
    } catch (error) {
      this.seen = null;
      throw failed ?? error;
    }
    return answer;
  }

  write(store, files) {
    const changed = Object.entries(files);
    if (!changed.length) return;
    for (const [name, content] of changed) {
      if (content === null) store.delete(this.key(name));
      else store.put(content, this.key(name));
    }
    this.seen = `${Date.now()} ${Math.random()}`;
    store.put(this.seen, this.mark);
  }

  key(name) {
    return [this.story, this.fingerprint, name];
  }

  // Everything that pages of this kind have kept in this browser, of all stories.
  async forget() {
    this.seen = null;
    if (this.database) {
      const transaction = this.database.transaction(FILES, "readwrite", { durability: "strict" });
      transaction.objectStore(FILES).clear();
      await completed(transaction);
    }
    if (globalThis.caches) {
      for (const name of await caches.keys()) {
        if (name.startsWith("negotiator ")) await caches.delete(name);
      }
    }
  }
}

function openedDatabase() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(FILES);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error("blocked"));
  });
}

function isOurs(database) {
  if (!database.objectStoreNames.contains(FILES)) return false;
  return database.transaction(FILES).objectStore(FILES).keyPath === null;
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

function isText(content) {
  return typeof content === "string";
}
