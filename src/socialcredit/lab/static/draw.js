// The town as a picture: where every square lies, how it is painted, what is laid over it.
// Knows neither months nor words: it is given a code for every resident and a palette of codes.

// Households in the order of the file: their first resident, their size, their neighbourhood.
export function households({ household, neighbourhood }) {
  const found = [];
  household.forEach((number, i) => {
    if (i > 0 && number === household[i - 1]) found.at(-1).size++;
    else found.push({ first: i, size: 1, neighbourhood: neighbourhood[i] });
  });
  return found;
}

// Blocks in columns; in each, households flow and stay on one line where they fit at all.
function arranged(blocks, columns, size, { width, street, inset, label }) {
  const gap = Math.max(1, Math.round(size / 4)), spots = [], placed = [];
  const w = Math.floor((width - 2 * inset - street * (columns - 1)) / columns);
  let top = label, deepest = 0;
  blocks.forEach((homes, b) => {
    if (b > 0 && b % columns === 0) [top, deepest] = [top + deepest + street + label, 0];
    const left = inset + (b % columns) * (w + street);
    let [x, y] = [0, 0];
    for (const home of homes) {
      const wide = home.size * size;
      if (x > 0 && x + wide > w) [x, y] = [0, y + size + gap];
      spots.push({ home, x: left + x, y: top + y, w: wide, h: size + gap });
      x += wide + gap;
    }
    deepest = Math.max(deepest, y + size);
    placed.push({ name: homes[0].neighbourhood, x: left, y: top - label, w, h: label + y + size });
  });
  return { size, w, spots, blocks: placed, height: top + deepest + inset };
}

// The largest squares with which all neighbourhoods fit: sizes and places in device pixels.
export function layout(homes, room) {
  const by = new Map(homes.map((home) => [home.neighbourhood, []]));
  for (const home of homes) by.get(home.neighbourhood).push(home);
  const blocks = [...by.values()], widest = Math.max(...homes.map((home) => home.size));
  for (let size = Math.round(26 * room.ratio); ; size--) {
    const tried = Array.from({ length: Math.min(blocks.length, 12) },
      (_, k) => arranged(blocks, k + 1, size, room))
      .filter(({ w, height }) => size <= 2 || (w >= widest * size && height <= room.height));
    if (tried.length) return tried.reduce((a, b) => (b.height < a.height ? b : a));
  }
}

// A canvas for the squares, one above it for rings and flashes. Squares are painted where changed.
export function picture(holder) {
  const canvases = [...holder.querySelectorAll("canvas")], [under] = canvases;
  const base = under.getContext("2d", { alpha: false }), top = canvases[1].getContext("2d");
  const own = { plan: null, xs: null, ys: null, ratio: 1 };
  let shown = null, palette = null, called = null;

  // Lay these households out in the room there is; `tall` is the most height, in CSS pixels.
  own.fit = (homes, residents, tall, label) => {
    const r = own.ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.floor(holder.clientWidth * r);
    own.plan = layout(homes, { width, height: tall * r, ratio: r, inset: Math.round(9 * r),
      street: Math.round(10 * r), label: Math.round(16 * r) });
    [own.xs, own.ys] = [0, 1].map(() => new Int16Array(residents).fill(-1));
    for (const { home, x, y } of own.plan.spots) {
      for (let i = 0; i < home.size; i++) own.xs[home.first + i] = x + i * own.plan.size;
      own.ys.fill(y, home.first, home.first + home.size);
    }
    for (const canvas of canvases) [canvas.width, canvas.height] = [width, own.plan.height];
    holder.style.height = `${under.height / r}px`;
    [called, shown] = [label, null];
  };

  function clear(colours) {
    const r = own.ratio;
    base.fillStyle = colours.paper;
    base.fillRect(0, 0, under.width, under.height);
    base.fillStyle = colours.soft;
    base.font = `${12 * r}px "Helvetica Neue", Helvetica, Arial, sans-serif`;
    own.plan.blocks.forEach(({ name, x, y, w }) => base.fillText(called(name, w / r), x, y + 12 * r));
    shown = new Uint8Array(own.xs.length).fill(255);
  }

  // Paint whoever's code is another than the one on the canvas. `of[code]` is {fill, mark, ink}.
  own.paint = (codes, of, colours) => {
    if (!shown || palette !== of) clear(colours);
    palette = of;
    const changed = of.map(() => []), { size } = own.plan, side = size > 3 ? size - 1 : size;
    codes.forEach((code, i) => {
      if (code !== shown[i] && own.xs[i] >= 0) changed[code].push(i);
    });
    shown.set(codes);
    changed.forEach((who, code) => {
      base.fillStyle = of[code].fill;
      for (const i of who) base.fillRect(own.xs[i], own.ys[i], side, side);
      base.fillStyle = of[code].ink;
      const bars = side > 4 ? marks(of[code].mark, side) : [];
      for (const i of who) {
        for (const [x, y, w, h] of bars) base.fillRect(own.xs[i] + x, own.ys[i] + y, w, h);
      }
    });
  };

  // Rings, flashes and the household under the cursor: few, so drawn anew with each picture.
  own.lay = ({ penalised = [], wrongful = [], flashes = [], cursor, selected }, colours) => {
    const { size, spots } = own.plan, r = own.ratio, { xs, ys } = own, wide = size + 3 * r;
    top.clearRect(0, 0, under.width, under.height);
    top.fillStyle = colours.flash;
    for (const i of flashes) top.fillRect(xs[i] - 2 * r, ys[i] - 2 * r, wide, wide);
    const ring = (i, radius, thick, colour) => {
      if (xs[i] < 0) return;
      top.beginPath();
      top.arc(xs[i] + size / 2, ys[i] + size / 2, radius, 0, 2 * Math.PI);
      [top.lineWidth, top.strokeStyle] = [thick, colour];
      top.stroke();
    };
    const frame = (x, y, w, h, out) => {
      for (const [thick, colour] of [[4 * r, colours.paper], [2 * r, colours.focus]]) {
        [top.lineWidth, top.strokeStyle] = [thick, colour];
        top.strokeRect(x - out, y - out, w + 2 * out - 1, h + 2 * out - 1);
      }
    };
    for (const i of penalised) ring(i, Math.max(4 * r, size * 0.7), 1.5 * r, colours.ink);
    for (const [thick, colour] of [[7 * r, colours.paper], [3 * r, colours.wrong]]) {
      for (const i of wrongful) ring(i, Math.max(10 * r, size * 1.15), thick, colour);
    }
    const spot = spots.find(({ home }) => home.first === cursor);
    if (spot) frame(spot.x, spot.y, spot.w, size, 4 * r);
    if (xs[selected] >= 0) frame(xs[selected], ys[selected], size, size, 2 * r);
  };

  // Who lies where a pointer is, and in which neighbourhood that is; null for nobody and none.
  own.at = ({ clientX, clientY }) => {
    const box = under.getBoundingClientRect(), { spots, blocks, size } = own.plan;
    const [px, py] = [(clientX - box.left) * own.ratio, (clientY - box.top) * own.ratio];
    const hit = ({ x, y, w, h }) => px >= x && px < x + w && py >= y && py < y + h;
    const spot = spots.find(hit), block = blocks.find(hit);
    return { who: spot ? spot.home.first + Math.floor((px - spot.x) / size) : null,
      block: block ? String(block.name) : null };
  };

  // The household that an arrow leads to from this one (by first resident; null: the first).
  own.beside = (first, key) => {
    const { spots } = own.plan, at = spots.findIndex(({ home }) => home.first === first);
    if (at < 0) return spots[0].home.first;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key], here = spots[at];
    if (step) return (spots[at + step] ?? here).home.first;
    const way = key === "ArrowUp" ? -1 : 1;
    const far = ({ x, y }) => Math.abs(y - here.y) * 2 + Math.abs(x - here.x);
    const there = spots.filter(({ y }) => (y - here.y) * way > 0);
    return there.reduce((a, b) => (far(b) < far(a) ? b : a), there[0] ?? here).home.first;
  };
  return own;
}

// Bars (one, two, three), or a plus, within a square: patterns beside the colours. [x, y, w, h].
export function marks(mark, side) {
  const thick = Math.max(1, Math.round(side / 8)), mid = Math.round(side / 2 - thick / 2);
  const at = { 1: [mid], 2: [side * 0.28, side * 0.62], 3: [side * 0.14, mid, side * 0.76],
    plus: [mid] }[mark] ?? [];
  const bars = at.map((y) => [1, Math.round(y), side - 2, thick]);
  return mark === "plus" ? [...bars, [mid, 1, thick, side - 2]] : bars;
}
