// Charts by month as SVG. A PNG is drawn from the same elements: an image made of them would be
// one from a blob, which the policy of these pages refuses.
import { make } from "./lab.js";

const [WIDE, HIGH, LEFT, RIGHT, BOTTOM] = [400, 250, 48, 12, 26];
const FONT = "Helvetica Neue, Helvetica, Arial, sans-serif";

// One, two or five times a power of ten, at least as large as what is to be shown.
function nice(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most);
}

const text = (words, x, y, size, fill, more) =>
  make("text", { x, y, fill, "font-size": size, "font-family": FONT, ...more }, words);
const line = (points, stroke, thick, dash = "none") => make("polyline", { fill: "none", stroke,
  points: points.join(" "), "stroke-width": thick, "stroke-dasharray": dash });

function legend(svg, series, ink) {
  let [x, y] = [LEFT, 44];
  for (const { name, colour, dash } of series) {
    const wide = 44 + name.length * 6.6;
    if (x + wide > WIDE && x > LEFT) [x, y] = [LEFT, y + 18];
    svg.append(line([[x, y - 4], [x + 20, y - 4]], colour, 3, dash));
    svg.append(text(name, x + 26, y, 12, ink));
    x += wide;
  }
  return y + 14;
}

function plotted({ title, series, months }, c) {
  const svg = make("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img" },
    make("rect", { width: WIDE, height: HIGH, fill: c.card }),
    text(title, 0, 16, 14, c.ink, { "font-weight": 700 }));
  const top = legend(svg, series, c.ink), floor = HIGH - BOTTOM;
  const all = series.flatMap(({ values }) => values), lowest = Math.min(0, ...all);
  const most = nice(Math.max(1, ...all)), least = lowest < 0 ? -nice(-lowest) : 0;
  const high = (value) => floor - ((floor - top) * (value - least)) / (most - least);
  const across = (k) => LEFT + ((WIDE - LEFT - RIGHT) * k) / Math.max(1, months.length - 1);
  for (const value of [least, (least + most) / 2, most]) {
    svg.append(line([[LEFT, high(value)], [WIDE - RIGHT, high(value)]], c.line, 1));
    svg.append(text(value.toLocaleString("en"), LEFT - 6, high(value) + 4, 11, c.soft,
      { "text-anchor": "end" }));
  }
  const years = months.length > 12;
  months.forEach((first, k) => {
    const told = years ? k === 0 || first.slice(5, 7) === "01" : k % 3 === 0;
    if (told) svg.append(text(first.slice(0, years ? 4 : 7), across(k), HIGH - 8, 11, c.soft));
  });
  for (const { values, colour, dash } of series) {
    svg.append(line(values.map((value, k) => [across(k), high(value)]), colour, 2.5, dash));
  }
  return svg;
}

function painted(svg, scale = 2) {
  const canvas = make("canvas", { width: WIDE * scale, height: HIGH * scale });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  for (const part of svg.children) {
    const said = (name) => part.getAttribute(name);
    pen.fillStyle = said("fill");
    pen.beginPath();
    if (part.tagName === "rect") pen.fillRect(0, 0, WIDE, HIGH);
    if (part.tagName === "text") {
      pen.font = `${said("font-weight") ?? 400} ${said("font-size")}px ${FONT}`;
      pen.textAlign = said("text-anchor") ?? "start";
      pen.fillText(part.textContent, said("x"), said("y"));
    }
    for (const { x, y } of part.points ?? []) pen.lineTo(x, y);
    [pen.strokeStyle, pen.lineWidth] = [said("stroke"), said("stroke-width")];
    pen.setLineDash((said("stroke-dasharray")?.match(/\d+/g) ?? []).map(Number));
    pen.stroke();
  }
  return canvas;
}

// Hand a file to whoever is at the browser.
export function kept(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A figure that is drawn anew when it is called, with a sentence in words and two ways to keep it.
export function chart(holder, name, words) {
  const place = make("div"), [svg, png] = ["svg", "png"].map((kind) => (
    make("button", { type: "button" }, words(`charts.${kind}`))));
  const type = "image/svg+xml", shown = () => place.firstChild;
  svg.onclick = () => kept(`${name}.svg`,
    new Blob([new XMLSerializer().serializeToString(shown())], { type }));
  png.onclick = () => painted(shown()).toBlob((blob) => kept(`${name}.png`, blob));
  const figure = make("figure", { class: "chart" }, place,
    make("p", { class: "row small" }, svg, png));
  holder.append(figure);
  return (spec, colours, told) => {
    const { title } = spec;
    place.replaceChildren(plotted(spec, colours));
    shown().setAttribute("aria-label", `${title}. ${told}`);
    svg.setAttribute("aria-label", words("charts.svg_of", { title }));
    png.setAttribute("aria-label", words("charts.png_of", { title }));
    figure.hidden = spec.series.length === 0;
  };
}
