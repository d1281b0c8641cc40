// Charts by month, as shapes first: the same shapes become SVG on the page, and SVG or PNG to keep.
// (A PNG made from an SVG would need images from blobs, which the policy of these pages refuses.)

const NS = "http://www.w3.org/2000/svg";
const [WIDE, HIGH, LEFT, RIGHT, BOTTOM] = [400, 250, 48, 12, 26];
const FONT = '"Helvetica Neue", Helvetica, Arial, sans-serif';

// One, two or five times a power of ten, at least as large as what is to be shown.
function nice(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most) ?? 1;
}

// A legend above; lines it needs; where the chart begins.
function legend(spec, colours, shapes) {
  let x = LEFT, y = 44;
  for (const one of spec.series) {
    const wide = 30 + one.name.length * 6.6;
    if (x + wide > WIDE && x > LEFT) { x = LEFT; y += 18; }
    shapes.push({ line: [[x, y - 4], [x + 20, y - 4]], stroke: one.colour, thick: 3,
      dash: one.dash });
    shapes.push({ text: one.name, x: x + 26, y, size: 12, fill: colours.ink });
    x += wide + 14;
  }
  return y + 14;
}

// Lines by month: spec is {title, series: [{name, colour, dash, values}], months, total}.
export function shaped(spec, colours) {
  const shapes = [{ text: spec.title, x: 0, y: 16, size: 14, fill: colours.ink, bold: true }];
  const top = legend(spec, colours, shapes), floor = HIGH - BOTTOM;
  const all = spec.series.flatMap((one) => one.values), deepest = Math.min(0, ...all);
  const most = nice(Math.max(1, ...all)), least = deepest < 0 ? -nice(-deepest) : 0;
  const tall = floor - top, high = (value) => floor - (tall * (value - least)) / (most - least);
  const across = (WIDE - LEFT - RIGHT) / Math.max(1, spec.total);
  for (let part = 0; part <= 2; part++) {
    const value = least + ((most - least) * part) / 2, y = high(value);
    shapes.push({ line: [[LEFT, y], [WIDE - RIGHT, y]], stroke: colours.line, thick: 1 });
    shapes.push({ text: value.toLocaleString("en"), x: LEFT - 6, y: y + 4, size: 11, end: true,
      fill: colours.soft });
  }
  spec.months.forEach((first, k) => {
    if (k > 0 && first.slice(5, 7) !== "01" && spec.months.length > 12) return;
    if (spec.months.length <= 12 && k % 3) return;
    const words = spec.months.length > 12 ? first.slice(0, 4) : first.slice(0, 7);
    shapes.push({ text: words, x: LEFT + across * k, y: HIGH - 8, size: 11, fill: colours.soft });
  });
  for (const { values, colour, dash } of spec.series) {
    const line = values.map((value, k) => [LEFT + across * k, high(value)]);
    if (line.length > 1) shapes.push({ line, stroke: colour, thick: 2.5, dash });
    else for (const [x, y] of line) shapes.push({ rect: [x - 2, y - 2, 4, 4], fill: colour });
  }
  return shapes;
}

export function svgOf(shapes, wide = WIDE, high = HIGH) {
  const made = (name, said, inside = "") => {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(said)) element.setAttribute(key, value);
    element.textContent = inside;
    return element;
  };
  const svg = made("svg", { viewBox: `0 0 ${wide} ${high}`, xmlns: NS });
  for (const one of shapes) {
    if (one.rect) {
      const [x, y, width, height] = one.rect;
      svg.append(made("rect", { x, y, width, height, fill: one.fill }));
    } else if (one.circle) {
      const [cx, cy, r] = one.circle;
      svg.append(made("circle",
        { cx, cy, r, fill: "none", stroke: one.stroke, "stroke-width": one.thick }));
    } else if (one.line) {
      svg.append(made("polyline",
        { points: one.line.map((point) => point.map((at) => at.toFixed(1))).join(" "),
        fill: "none", stroke: one.stroke, "stroke-width": one.thick,
          "stroke-dasharray": one.dash ?? "none" }));
    } else {
      svg.append(made("text",
        { x: one.x, y: one.y, "font-size": one.size, fill: one.fill, "font-family": FONT,
        "text-anchor": one.end ? "end" : "start", "font-weight": one.bold ? 700 : 400 }, one.text));
    }
  }
  return svg;
}

export function canvasOf(shapes, paper, scale = 2) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  [canvas.width, canvas.height] = [WIDE * scale, HIGH * scale];
  pen.scale(scale, scale);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, WIDE, HIGH);
  for (const one of shapes) {
    pen.fillStyle = one.fill ?? paper;
    if (one.rect) pen.fillRect(...one.rect);
    else if (one.line) {
      pen.beginPath();
      for (const point of one.line) pen.lineTo(...point);
      pen.strokeStyle = one.stroke;
      pen.lineWidth = one.thick;
      pen.setLineDash((one.dash ?? "").split(" ").filter(Boolean).map(Number));
      pen.stroke();
    } else {
      pen.font = `${one.bold ? 700 : 400} ${one.size}px ${FONT}`;
      pen.textAlign = one.end ? "end" : "start";
      pen.fillText(one.text, one.x, one.y);
    }
  }
  return canvas;
}

// Hand a file to whoever is at the browser.
export function kept(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A figure that can be drawn anew, with what it says in words, and two buttons to keep it.
export function chart(holder, name, words) {
  const figure = document.createElement("figure"), place = document.createElement("div");
  const keep = document.createElement("p");
  [figure.className, keep.className, place.className] = ["chart", "row small", "drawing"];
  let shapes = [], colours = {};
  const button = (key, act) => {
    const made = document.createElement("button");
    [made.type, made.textContent] = ["button", words(`charts.${key}`)];
    made.addEventListener("click", act);
    keep.append(made);
    return made;
  };
  const svg = button("svg",
    () => kept(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(
    svgOf([{ rect: [0, 0, WIDE, HIGH], fill: colours.paper }, ...shapes]))],
      { type: "image/svg+xml" })));
  const png = button("png",
    () => canvasOf(shapes, colours.paper).toBlob((blob) => kept(`${name}.png`, blob)));
  figure.append(place, keep);
  holder.append(figure);
  return (spec, around, told) => {
    [shapes, colours] = [shaped(spec, around), around];
    const drawn = svgOf(shapes);
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", `${spec.title}. ${told}`);
    for (const [one, key] of [[svg, "svg"], [png, "png"]]) {
      one.setAttribute("aria-label", words(`charts.${key}_of`, { title: spec.title }));
    }
    place.replaceChildren(drawn);
  };
}
