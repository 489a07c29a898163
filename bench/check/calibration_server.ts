/** What costs are compared with: answers JSON that is made anew for each request, with nothing but the runtime. */
const rows = Array.from(
  { length: 100 },
  (_, id) => ({ id, name: `picture ${id}`, place: [id / 7, id / 11], tags: {} }),
);

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, () => Response.json(structuredClone(rows)));
