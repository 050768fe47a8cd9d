/** Gives the reader a file. */
export function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const SCALE = 2;
const MARGIN = 16;
const LINE = 22;
const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight"];

/** A picture of the page as a PNG, with its title and what it is of written over it. */
export async function png(box: HTMLElement, title: string, about: string): Promise<Blob> {
  const source = box.querySelector("canvas") ?? await imageOf(box.querySelector("svg"));
  const { width, height } = (box.querySelector("canvas, svg") as Element).getBoundingClientRect();
  const sheet = document.createElement("canvas");
  sheet.width = (width + 2 * MARGIN) * SCALE;
  sheet.height = (height + 2 * MARGIN + 2.5 * LINE) * SCALE;
  const pen = sheet.getContext("2d");
  if (!pen) throw new Error("this browser has no canvas");
  const style = getComputedStyle(document.documentElement);
  pen.scale(SCALE, SCALE);
  pen.fillStyle = style.getPropertyValue("--card");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = style.getPropertyValue("--ink");
  pen.font = `600 16px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(title, MARGIN, MARGIN + 16, width);
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(about, MARGIN, MARGIN + 16 + LINE, width);
  pen.drawImage(source, MARGIN, MARGIN + 2.5 * LINE, width, height);
  return await new Promise((resolve, reject) =>
    sheet.toBlob((blob) => blob ? resolve(blob) : reject(new Error("the picture is too large for this browser")), "image/png")
  );
}

/** An SVG of the page as an image; outside of the page it does not know the page's style, so it takes it along. */
async function imageOf(drawing: SVGElement | null): Promise<HTMLImageElement> {
  if (!drawing) throw new Error("there is no picture");
  const copy = drawing.cloneNode(true) as SVGElement;
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const copies = copy.querySelectorAll<SVGElement>("*");
  drawing.querySelectorAll("*").forEach((element, place) => {
    const style = getComputedStyle(element);
    for (const name of DRAWN) copies[place]?.style.setProperty(name, style.getPropertyValue(name));
  });
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
