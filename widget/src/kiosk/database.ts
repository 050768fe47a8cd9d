const NAME = "onthaal-kiosk";

/** Where things are: presses that are to be sent, those that were refused, and single values by name. */
export type Store = "press" | "refused" | "state";

/** What the device keeps over restarts and power cuts. */
export class Database {
  private constructor(private readonly db: IDBDatabase) {}

  static open(): Promise<Database> {
    return new Promise((done, failed) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("press", { keyPath: "order", autoIncrement: true });
        request.result.createObjectStore("refused", { keyPath: "order", autoIncrement: true });
        request.result.createObjectStore("state");
      };
      request.onsuccess = () => done(new Database(request.result));
      request.onerror = () => failed(request.error);
    });
  }

  /** All of the work or none of it; once it is done it is on the disk, not only on its way there. */
  write<T>(stores: Store[], work: (store: (name: Store) => IDBObjectStore) => IDBRequest<T> | void): Promise<T> {
    return new Promise((done, failed) => {
      const transaction = this.db.transaction(stores, "readwrite", { durability: "strict" });
      const fail = () => failed(transaction.error ?? new Error("nothing was written"));
      transaction.onabort = fail;
      transaction.onerror = fail;
      const request = work((name) => transaction.objectStore(name));
      transaction.oncomplete = () => done((request as IDBRequest<T> | undefined)?.result as T);
    });
  }

  read<T>(name: Store, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return new Promise((done, failed) => {
      const request = work(this.db.transaction(name).objectStore(name));
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  }

  /** The value of a name; absent when none was kept. */
  value<T>(name: string): Promise<T | undefined> {
    return this.read("state", (store) => store.get(name));
  }

  keep(name: string, value: unknown): Promise<unknown> {
    return this.write(["state"], (store) => store("state").put(value, name));
  }

  forget(name: string): Promise<unknown> {
    return this.write(["state"], (store) => store("state").delete(name));
  }
}
