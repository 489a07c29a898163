/** Instead of a thread that answers requests: it says that it is ready, and fails when it is asked something. */
self.onmessage = ({ data }: MessageEvent<{ kind: string; start?: { port: number } }>) => {
  // The port says what it is to do.
  if (data.kind === "start" && data.start?.port === 1) throw new Error("no memory left");
  if (data.kind === "start") self.postMessage({ kind: "ready" });
  if (data.kind === "line") {
    setTimeout(() => {
      throw new Error("a defect");
    });
  }
  if (data.kind === "stop") self.postMessage({ kind: "stopped" });
};
