// Stands in for the style sheet, which the bundler turns into a text.
export default "" as string;
