/** Figures for Prometheus that this thread keeps as things happen; `/metrics` adds those of all threads of the process. */
import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds: from a file in the cache to a picture of many megapixels. */
const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];
const JOB_SECONDS = [0.05, 0.2, 1, 5, 20, 60, 300, 1800];
const LAG_SECONDS = [0.001, 0.01, 0.05, 0.2, 1, 5];
/** Milliseconds between two looks at how late the event loop is. */
const LAG_INTERVAL = 500;

/** How a job ended. */
export type JobResult = "done" | "failed" | "object deleted";

/** Clients may make methods up, and each label is kept for ever. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Counters and histograms of this thread, for Prometheus. */
export class Metrics implements Disposable {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: "panoramax_http_request_duration_seconds",
    help: "Requests by method, route and status; until the headers are sent",
    labelNames: ["method", "route", "status"],
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });
  readonly #jobs = new Histogram({
    name: "panoramax_job_duration_seconds",
    help: "Jobs that this process ran, by kind and how they ended",
    labelNames: ["task", "result"],
    buckets: JOB_SECONDS,
    registers: [this.registry],
  });
  readonly #uploads = new Counter({
    name: "panoramax_uploads_total",
    help: "Files of pictures that were received, by whether they were kept",
    labelNames: ["result"],
    registers: [this.registry],
  });
  readonly #lag = new Histogram({
    name: "panoramax_event_loop_lag_seconds",
    help: "How late timers of a thread are",
    labelNames: ["thread"],
    buckets: LAG_SECONDS,
    registers: [this.registry],
  });
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param thread number of this thread */
  constructor(thread = 1) {
    new Gauge({
      name: "process_resident_memory_bytes",
      aggregator: "first",
      help: "Resident memory of this process",
      registers: [this.registry],
      collect() {
        this.set(Deno.memoryUsage().rss);
      },
    });
    new Gauge({
      name: "process_start_time_seconds",
      aggregator: "min",
      help: "When this process began, in seconds since 1970",
      registers: [this.registry],
    }).set((performance.timeOrigin) / 1000);
    // Figures with labels are missing until there is one of them.
    this.#lag.zero({ thread });
    let due = performance.now() + LAG_INTERVAL;
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.#lag.observe({ thread }, Math.max(0, now - due) / 1000);
      due = now + LAG_INTERVAL;
    }, LAG_INTERVAL);
    // Deno's own setInterval() returns a number; the types of Node say otherwise.
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** @param route the path as it was declared; addresses themselves would be without number */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method: METHODS.includes(method) ? method : "other", route, status }, seconds);
  }

  observeJob(task: string, result: JobResult, seconds: number): void {
    this.#jobs.observe({ task, result }, seconds);
  }

  countUpload(result: "kept" | "refused"): void {
    this.#uploads.inc({ result });
  }

  /** The figures of this thread, to be sent to another one. */
  async figures(): Promise<object[]> {
    return await this.registry.getMetricsAsJSON();
  }

  /** The figures of this thread together with those of others. */
  async with(others: object[][]): Promise<Registry> {
    return others.length === 0 ? this.registry : AggregatorRegistry.aggregate([await this.figures(), ...others]);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
