// One socket a page: what is asked gets its answer by number; what is told comes unasked.

const AGAIN = 1500; // ms until a lost server is looked for again

export function connect(url, { told, lost, back }) {
  const open = new Map();
  let socket = null, number = 0, once = false, good = null,
    ready = new Promise((take) => { good = take; });

  function start() {
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      good();
      if (once) back();
      once = true;
    };
    socket.onmessage = ({ data }) =>
      (typeof data === "string" ? read(JSON.parse(data)) : bytes(data));
    socket.onclose = () => {
      for (const { refuse } of open.values()) refuse({ lost: true });
      open.clear();
      if (once) ready = new Promise((take) => { good = take; }); // who never came in still waits
      lost();
      setTimeout(start, AGAIN);
    };
  }
  function read(said) {
    if (said.tell) { told(said); return; }
    const one = open.get(said.id);
    open.delete(said.id);
    if (one) (said.error ? one.refuse(said.error) : one.take(said.is));
  }
  function bytes(data) {
    const id = new DataView(data).getUint32(0, true), one = open.get(id);
    open.delete(id);
    if (one) one.take(data.slice(4));
  }
  start();
  return async (ask, extra = {}) => {
    await ready;
    const id = ++number;
    return new Promise((take, refuse) => {
      open.set(id, { take, refuse });
      socket.send(JSON.stringify({ id, ask, ...extra }));
    });
  };
}
