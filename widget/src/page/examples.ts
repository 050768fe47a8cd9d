/** What the build says of the file that pages load. */
export interface Built {
  version: string;
  integrity: string;
  bytes: number;
  gzipBytes: number;
}

/** What a developer chose; an empty text is the element's own choice. */
export interface Choice {
  touchpoint: string;
  lang: string;
  mode: string;
  channel: string;
  accent: string;
}

/** What to copy into a page, by title. */
export function examples(server: string, built: Built, choice: Choice): Record<string, string> {
  const address = `${server}/widget/${built.version}/onthaal.js`;
  const script = `<script src="${address}"\n  integrity="${built.integrity}"\n  crossorigin="anonymous" defer></script>`;
  const attributes = (["touchpoint", "lang", "mode", "channel"] as const)
    .filter((name) => choice[name])
    .map((name) => ` ${name}="${escaped(choice[name])}"`)
    .join("");
  const tag = `<onthaal-feedback${attributes}></onthaal-feedback>`;
  const style = choice.accent ? `\n<style>onthaal-feedback { --onthaal-accent: ${escaped(choice.accent)}; }</style>` : "";
  const hosted = `${server}/r/${encodeURIComponent(choice.touchpoint)}`;
  return {
    "Any page": `${script}${style}\n${tag}`,
    "Content security policy": `script-src ${server}; connect-src ${server}; form-action ${server}`,
    "With a way for people without JavaScript":
      `${script}${style}\n<onthaal-feedback${attributes}>\n  <a href="${hosted}">Rate this service</a>\n</onthaal-feedback>`,
    "React": `// Once, in index.html:\n${script}\n\n// Anywhere:\n<onthaal-feedback${attributes} />`,
    "Vue":
      `// Once, in index.html:\n${script}\n\n// vite.config.js:\nvue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "onthaal-feedback" } } })\n\n// Anywhere:\n${tag}`,
    "WordPress, a block of custom HTML": `${script}\n${tag}`,
    "A link, for a letter or a message": `${hosted}${choice.lang && `?lang=${encodeURIComponent(choice.lang)}`}`,
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}
