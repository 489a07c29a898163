/** The runtime of the models: ONNX Runtime as a native library, or as WebAssembly, about six times slower. */
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { unpackInPrivate } from "../private_unpacking.ts";
import { BlurringUnavailableError } from "./models.ts";
import { readIfPresent, unpack } from "../packed_files.ts";
import { messageOf } from "../thrown.ts";

/** A model, ready to run. */
export interface Model {
  /**
   * Runs it on one input.
   * @param shape of the input, as `[1, 3, height, width]`
   * @returns the outputs by name
   */
  run(input: Float32Array, shape: number[]): Promise<Record<string, { data: Float32Array; shape: readonly number[] }>>;
  /** Frees its memory. */
  close(): Promise<void>;
}

/** ONNX Runtime, in the form that works on this machine. */
export interface Runtime {
  kind: "native" | "wasm";
  /** Why it is not the native one. */
  warning?: string;
  /** @throws Error when these bytes are no model */
  open(bytes: Uint8Array, threads: number): Promise<Model>;
}

/** What both packages have in common. */
interface Library {
  InferenceSession: { create(bytes: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
  Tensor: new (type: "float32", data: Float32Array, shape: number[]) => Tensor;
}

const INSTALLED = new URL("../../../node_modules", import.meta.url).pathname;

const NATIVE_LIBRARY = "libonnxruntime.so.1";

/** Errors only: warnings are about optimisations of the models. */
const ERRORS_ONLY = 3;

/**
 * Loads the native library, or WebAssembly where it does not load.
 * @param isCompiled whether this is a binary of `deno compile`; workers cannot ask
 * @throws BlurringUnavailableError when none loads
 */
export async function loadRuntime(isCompiled: boolean): Promise<Runtime> {
  let reason: string;
  try {
    return runtimeOf("native", await loadNative(isCompiled));
  } catch (error) {
    reason = messageOf(error);
  }
  try {
    const warning =
      `Faces and plates are found by WebAssembly, about six times slower, as ONNX Runtime does not load: ${reason}`;
    return { ...runtimeOf("wasm", await loadWasm()), warning };
  } catch (cause) {
    throw new BlurringUnavailableError(`ONNX Runtime does not load: ${reason}; ${messageOf(cause)}`, { cause });
  }
}

function runtimeOf(kind: Runtime["kind"], library: Library): Runtime {
  return {
    kind,
    async open(bytes, threads) {
      const session = await library.InferenceSession.create(bytes, {
        executionProviders: [kind === "native" ? "cpu" : "wasm"],
        graphOptimizationLevel: "all",
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: ERRORS_ONLY,
        // One pool for all runs of a model takes less memory than blocks of many sizes; it goes when the model is closed.
        enableCpuMemArena: true,
        enableMemPattern: false,
      });
      const [name = ""] = session.inputNames;
      return {
        async run(input, shape) {
          const results = await session.run({ [name]: new library.Tensor("float32", input, shape) });
          return Object.fromEntries(
            Object.entries(results).map(([output, tensor]) => {
              if (!(tensor.data instanceof Float32Array)) throw new Error(`The model answers with ${tensor.type}`);
              return [output, { data: tensor.data, shape: tensor.dims }];
            }),
          );
        },
        close: () => session.release(),
      };
    },
  };
}

async function loadNative(isCompiled: boolean): Promise<Library> {
  if (Deno.build.os !== "linux") throw new Error(`${Deno.build.os} is not tested`);
  const module = isCompiled ? await unpackInPrivate(loadEmbedded) : await import("onnxruntime-node");
  return module.default ?? module;
}

async function loadWasm(): Promise<Library> {
  // The library takes the address of a worker, which is of no use, for the place of its files; without an address it does not.
  Object.defineProperty(globalThis, "location", { value: undefined, configurable: true });
  const module = await import("onnxruntime-web/wasm");
  module.env.wasm.numThreads = 1;
  const packed = await readIfPresent(`${INSTALLED}/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm.gz`);
  if (packed) module.env.wasm.wasmBinary = unpack(packed);
  // A cast: both packages are faces of onnxruntime-common, in the same version.
  return module as unknown as Library;
}

async function loadEmbedded(folder: string) {
  await loadLibrary(folder);
  return await import("onnxruntime-node");
}

/**
 * As with libvips in `load_sharp.ts`: the addon finds a library that is loaded already. Binaries contain it gzipped, since it is
 * large and rarely needed.
 * @param folder where to unpack it
 */
async function loadLibrary(folder: string): Promise<void> {
  const architecture = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  const path = `${INSTALLED}/onnxruntime-node/bin/napi-v6/linux/${architecture}/${NATIVE_LIBRARY}`;
  const packed = await readIfPresent(`${path}.gz`);
  if (!packed) {
    Deno.dlopen(path, {});
    return;
  }
  await Deno.writeFile(`${folder}/${NATIVE_LIBRARY}`, unpack(packed));
  Deno.dlopen(`${folder}/${NATIVE_LIBRARY}`, {});
}
