// The town as a picture: where every square lies, how it is painted, what is laid over it.
// Knows neither months nor words: it is given a code for every resident and a palette of codes.

// Households in the order of the file: their first resident, their size, their neighbourhood.
export function households(people) {
  const found = [];
  for (let i = 0; i < people.household.length; i++) {
    const last = found[found.length - 1];
    if (last && people.household[last.first] === people.household[i]) last.size++;
    else found.push({ first: i, size: 1, neighbourhood: people.neighbourhood[i] });
  }
  return found;
}

// Flow households into a block so many pixels wide: each stays on one line where it fits at all.
function flow(homes, width, size, gap) {
  let x = 0, y = 0;
  const spots = homes.map((home) => {
    const wide = home.size * size;
    if (x > 0 && x + wide > width) { x = 0; y += size + gap; }
    const spot = { home, x, y, w: wide, h: size };
    x += wide + gap;
    return spot;
  });
  return { spots, height: y + size };
}

function arranged(blocks, columns, size, room) {
  const gap = Math.max(1, Math.round(size / 4)), { street, inset } = room;
  const wide = Math.floor((room.width - 2 * inset - street * (columns - 1)) / columns);
  const placed = [];
  let top = room.label, deepest = 0;
  for (let b = 0; b < blocks.length; b++) {
    const column = b % columns;
    if (column === 0 && b > 0) { top += deepest + street + room.label; deepest = 0; }
    const flowed = flow(blocks[b].homes, wide, size, gap);
    deepest = Math.max(deepest, flowed.height);
    placed.push({ ...blocks[b], x: inset + column * (wide + street), y: top, w: wide,
      h: flowed.height,
      spots: flowed.spots });
  }
  return { size, gap, columns, blocks: placed, height: top + deepest + inset };
}

// The largest squares with which all neighbourhoods fit: sizes and places in device pixels.
export function layout(homes, room) {
  const by = new Map();
  for (const home of homes) {
    if (!by.has(home.neighbourhood)) by.set(home.neighbourhood, []);
    by.get(home.neighbourhood).push(home);
  }
  const blocks = [...by].map(([neighbourhood, own]) => ({ neighbourhood, homes: own }));
  const widest = Math.max(1, ...homes.map((home) => home.size));
  for (let size = Math.round(26 * room.ratio); size > 2; size--) {
    let best = null;
    for (let columns = 1; columns <= Math.min(blocks.length, 12); columns++) {
      if (widest * size > (
        room.width - 2 * room.inset - room.street * (columns - 1)) / columns) break;
      const tried = arranged(blocks, columns, size, room);
      if (tried.height <= room.height && (!best || tried.height < best.height)) best = tried;
    }
    if (best) return best;
  }
  const columns = Math.max(1, Math.min(blocks.length, Math.floor(room.width / (widest * 2 + 8))));
  return arranged(blocks, columns, 2, room);
}

// A canvas for the squares, one above it for rings and flashes. Squares are painted where changed.
export function picture(holder) {
  const [under, over] = holder.querySelectorAll("canvas");
  const base = under.getContext("2d", { alpha: false }), top = over.getContext("2d");
  const own = { plan: null, xs: null, ys: null, spots: [], ratio: 1 };
  let shown = null, palette = null;

  // Lay these households out in the room there is; `tall` is the most height, in CSS pixels.
  own.fit = (homes, residents, tall, label) => {
    own.ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.floor(holder.clientWidth * own.ratio);
    own.plan = layout(homes, { width, height: tall * own.ratio, ratio: own.ratio,
      inset: Math.round(9 * own.ratio), // for rings of whoever lives at the edge
      street: Math.round(10 * own.ratio), label: Math.round(16 * own.ratio) });
    own.xs = new Int16Array(residents).fill(-1);
    own.ys = new Int16Array(residents).fill(-1);
    own.spots = own.plan.blocks.flatMap((block) => block.spots.map((spot) => (
      { ...spot, x: spot.x + block.x, y: spot.y + block.y })));
    for (const { home, x, y } of own.spots) {
      for (let i = 0; i < home.size; i++) {
        own.xs[home.first + i] = x + i * own.plan.size;
        own.ys[home.first + i] = y;
      }
    }
    for (const canvas of [under, over]) {
      canvas.width = width;
      canvas.height = Math.ceil(own.plan.height);
    }
    holder.style.height = `${under.height / own.ratio}px`;
    own.label = label;
    shown = null;
  };

  const clear = (colours) => {
    base.fillStyle = colours.paper;
    base.fillRect(0, 0, under.width, under.height);
    base.fillStyle = colours.soft;
    base.font = `${12 * own.ratio}px "Helvetica Neue", Helvetica, Arial, sans-serif`;
    for (const block of own.plan.blocks) {
      base.fillText(own.label(block.neighbourhood, block.w / own.ratio), block.x,
        block.y - 4 * own.ratio);
    }
    shown = new Uint8Array(own.xs.length).fill(255);
  };

  // Paint whoever's code is another than the one on the canvas. `of[code]` is {fill, mark, ink}.
  own.paint = (codes, of, colours) => {
    if (!shown || palette !== of) { clear(colours); palette = of; }
    const changed = of.map(() => []);
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] !== shown[i] && own.xs[i] >= 0) { changed[codes[i]].push(i);
        shown[i] = codes[i]; }
    }
    const side = own.plan.size > 3 ? own.plan.size - 1 : own.plan.size;
    changed.forEach((who, code) => {
      if (who.length === 0) return;
      base.fillStyle = of[code].fill;
      for (const i of who) base.fillRect(own.xs[i], own.ys[i], side, side);
      if (of[code].mark && side > 4) marked(base, own, who, of[code], side);
    });
  };

  // Rings, flashes and the household under the cursor: few, so drawn anew with each picture.
  own.lay = ({ penalised = [], wrongful = [], flashes = [], cursor = null, selected = null },
    colours) => {
    const { size } = own.plan, r = own.ratio;
    top.clearRect(0, 0, over.width, over.height);
    top.fillStyle = colours.flash;
    for (const i of flashes) {
      if (own.xs[i] >= 0) top.fillRect(own.xs[i] - 2 * r, own.ys[i] - 2 * r, size + 3 * r,
        size + 3 * r);
    }
    for (const i of penalised) ring(top, own, i, Math.max(4 * r, size * 0.7), 1.5 * r, colours.ink,
      0);
    for (const i of wrongful) {
      ring(top, own, i, Math.max(10 * r, size * 1.15), 3 * r, colours.wrong, 2 * r, colours.paper);
    }
    const spot = cursor === null ? null : own.spots.find((each) => each.home.first === cursor);
    if (spot) framed(top, spot.x, spot.y, spot.w, spot.h, 4 * r, 2.5 * r, colours);
    if (selected !== null && own.xs[selected] >= 0) {
      framed(top, own.xs[selected], own.ys[selected], size, size, 2 * r, 2 * r, colours);
    }
  };

  // Who lies at this point of the page, or null.
  own.at = (clientX, clientY) => {
    const box = under.getBoundingClientRect(), size = own.plan.size;
    const x = (clientX - box.left) * own.ratio, y = (clientY - box.top) * own.ratio;
    const spot = own.spots.find((each) => x >= each.x && x < each.x + each.w
      && y >= each.y && y < each.y + each.h + own.plan.gap);
    return spot ? spot.home.first + Math.floor((x - spot.x) / size) : null;
  };

  // The neighbourhood at this point of the page, or null.
  own.block = (clientX, clientY) => {
    const box = under.getBoundingClientRect();
    const x = (clientX - box.left) * own.ratio, y = (clientY - box.top) * own.ratio;
    const hit = own.plan.blocks.find((each) => x >= each.x && x < each.x + each.w
      && y >= each.y - 16 * own.ratio && y < each.y + each.h + own.plan.gap);
    return hit ? hit.neighbourhood : null;
  };

  // The household that an arrow leads to from this one (by first resident).
  own.beside = (first, key) => {
    const at = own.spots.findIndex((each) => each.home.first === first);
    if (at < 0) return own.spots[0].home.first;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step) return own.spots[Math.max(0, Math.min(own.spots.length - 1, at + step))].home.first;
    const here = own.spots[at], way = key === "ArrowUp" ? -1 : 1;
    const cost = (each) => Math.abs(each.y - here.y) * 2 + Math.abs(each.x - here.x);
    return own.spots.filter((each) => (each.y - here.y) * way > 0)
      .reduce((best, each) => (cost(each) < cost(best) ? each : best),
        { ...here, y: here.y + way * 1e6 })
      .home.first;
  };

  // Both canvases in one, to be kept as a PNG.
  own.flat = () => {
    const both = document.createElement("canvas");
    [both.width, both.height] = [under.width, under.height];
    for (const canvas of [under, over]) both.getContext("2d").drawImage(canvas, 0, 0);
    return both;
  };
  return own;
}

// Bars (one, two, three), or a plus: patterns beside the colours.
function marked(pen, own, who, { mark, ink }, side) {
  pen.fillStyle = ink;
  const thick = Math.max(1, Math.round(side / 8)), across = Math.round(side / 2 - thick / 2);
  const bars = mark === "plus" ? [across] : { 1: [across], 2: [side * 0.28, side * 0.62],
    3: [side * 0.14, across, side * 0.76] }[mark];
  for (const i of who) {
    for (const y of bars) pen.fillRect(own.xs[i] + 1, own.ys[i] + Math.round(y), side - 2, thick);
    if (mark === "plus") pen.fillRect(own.xs[i] + across, own.ys[i] + 1, thick, side - 2);
  }
}

function ring(pen, own, i, radius, thick, colour, halo, under) {
  if (own.xs[i] < 0) return;
  const half = own.plan.size / 2;
  for (const [width, stroke] of halo ? [[thick + 2 * halo, under],
    [thick, colour]] : [[thick, colour]]) {
    pen.beginPath();
    pen.arc(own.xs[i] + half, own.ys[i] + half, radius, 0, 2 * Math.PI);
    pen.lineWidth = width;
    pen.strokeStyle = stroke;
    pen.stroke();
  }
}

function framed(pen, x, y, w, h, out, thick, colours) {
  for (const [width, stroke] of [[thick * 2, colours.paper], [thick, colours.focus]]) {
    pen.lineWidth = width;
    pen.strokeStyle = stroke;
    pen.strokeRect(x - out, y - out, w + 2 * out - 1, h + 2 * out - 1);
  }
}
