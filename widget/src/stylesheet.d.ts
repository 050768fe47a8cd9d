declare module "*.css" {
  /** The rules as one text, minified by the build. */
  const css: string;
  export default css;
}
