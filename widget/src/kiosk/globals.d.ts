declare global {
  /** Of this program, as package.json says; the bundler puts it in. */
  const KIOSK_VERSION: string;
  /** Differs wherever a file of it does; the bundler puts it in. */
  const KIOSK_BUILD: string;
}

export {};
