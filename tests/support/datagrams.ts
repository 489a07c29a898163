/** Receives datagrams at the unix socket of its argument and prints each as a line of JSON. Needs --unstable-net. */
const [path = ""] = Deno.args;
const socket = Deno.listenDatagram({ transport: "unixpacket", path });
console.log(JSON.stringify("listening"));
for await (const [message] of socket) console.log(JSON.stringify(new TextDecoder().decode(message)));
