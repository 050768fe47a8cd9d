/// The files that pages load: `onthaal.js`, `onthaal.mjs`, `onthaal.d.ts` and `widget.json` are
/// resources of this package, made from the TypeScript beside `src/main`. In: what esbuild wrote.
/// Out: `widget.json`. Caller: the build; the feedback service serves the files.
@NullMarked
package org.onthaal.widget;

import org.jspecify.annotations.NullMarked;
