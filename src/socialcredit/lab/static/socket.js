// One socket a page: what is asked gets its answer by number; what is told comes unasked.

const AGAIN = 1500; // ms until a lost server is looked for again

export function connect(url, { told, idle, lost, back, gone }) {
  const open = new Map();
  let socket = null, number = 0, once = false, ready = null, good = null;
  const wait = () => { ready = new Promise((take) => { good = take; }); };

  function start() {
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      good();
      if (once) back();
      once = true;
    };
    socket.onmessage = ({ data }) => {
      const bytes = typeof data !== "string";
      const said = bytes ? { id: new DataView(data).getUint32(0, true) } : JSON.parse(data);
      if (said.tell) {
        told(said);
        return;
      }
      const one = open.get(said.id);
      open.delete(said.id);
      if (!open.size) idle();
      if (said.error) one?.refuse(said.error);
      else one?.take(bytes ? data.slice(4) : said.is);
    };
    socket.onclose = () => {
      open.forEach(({ refuse }) => refuse({ lost: true, what: gone }));
      open.clear();
      if (once) wait(); // who never came in still waits
      lost();
      setTimeout(start, AGAIN);
    };
  }
  wait();
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
