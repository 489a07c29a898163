/**
 * Writes the SSD detector of vehicles, a TensorFlow Lite file (schema v3), as ONNX: operations of that model only, with weights
 * of half precision as they come. Pictures are NCHW then.
 */
import { type Attribute, FLOAT, FLOAT16, initializer, INT64, model, node, valueInfo } from "./onnx.ts";
import { Table } from "./flatbuffer.ts";

const OPSET = 13, IR_VERSION = 8;
/** TensorType of TensorFlow Lite. */
const FLOAT32_TENSOR = 0, FLOAT16_TENSOR = 1;
const OPERATORS: Record<number, string> = {
  0: "ADD",
  2: "CONCATENATION",
  3: "CONV_2D",
  4: "DEPTHWISE_CONV_2D",
  6: "DEQUANTIZE",
  22: "RESHAPE",
};
const SAME = 0, RELU6 = 3;

interface Tensor {
  shape: number[];
  type: number;
  bytes: Uint8Array;
}

/** Boxes and scores come as `boxes` and `scores`, the picture goes in as `picture`. */
export function convertVehicles(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const root = Table.root(file), [graph] = root.tables(2);
  if (!graph) throw new Error("The file of the vehicle detector holds no graph");
  const buffers = root.tables(4), codes = root.tables(1);
  const tensors = graph.tables(0).map((tensor): Tensor => ({
    shape: tensor.int32s(0),
    type: tensor.uint8(1),
    bytes: buffers[tensor.int32(2)]?.bytes(0) ?? new Uint8Array(),
  }));
  const writer = new GraphWriter(tensors);
  for (const operator of graph.tables(3)) {
    const code = codes[operator.int32(0)];
    const number = Math.max(code?.uint8(0) ?? 0, code?.int32(3) ?? 0);
    writer.add(
      OPERATORS[number] ?? `operator ${number}`,
      operator.int32s(1),
      operator.int32s(2)[0] ?? -1,
      operator.table(4),
    );
  }
  const [picture = -1] = graph.int32s(1), [boxes = -1, scores = -1] = graph.int32s(2);
  const lengthOf = (tensor: number) => tensors[tensor]?.shape[2] ?? 0;
  return model({
    nodes: [
      node("Identity", ["picture"], nameOf(picture)),
      ...writer.nodes,
      node("Identity", [nameOf(boxes)], "boxes"),
      node("Identity", [nameOf(scores)], "scores"),
    ],
    initializers: writer.initializers,
    inputs: [valueInfo("picture", FLOAT, ["count", 3, 300, 300])],
    outputs: [
      valueInfo("boxes", FLOAT, ["count", 1917, lengthOf(boxes)]),
      valueInfo("scores", FLOAT, ["count", 1917, lengthOf(scores)]),
    ],
  }, { opset: OPSET, irVersion: IR_VERSION });
}

function nameOf(tensor: number): string {
  return `t${tensor}`;
}

class GraphWriter {
  readonly nodes: Uint8Array[] = [];
  readonly initializers: Uint8Array[] = [floats("zero", [0]), floats("six", [6])];
  readonly #tensors: Tensor[];
  /** Tensor that a tensor is made of by turning half precision into single. */
  readonly #halves = new Map<number, number>();
  /** Tensors that are no pictures any more: their order is that of TensorFlow. */
  readonly #lists = new Set<number>();

  constructor(tensors: Tensor[]) {
    this.#tensors = tensors;
  }

  add(operator: string, inputs: number[], output: number, options: Table | undefined): void {
    const [first = -1, second = -1, third = -1] = inputs;
    const attributes = options ?? new Table(new DataView(new ArrayBuffer(8)), 4);
    switch (operator) {
      case "DEQUANTIZE":
        this.#halves.set(output, first);
        return;
      case "CONV_2D":
        return this.#convolve(first, second, third, output, {
          padding: attributes.uint8(0),
          strides: [attributes.int32(2), attributes.int32(1)],
          activation: attributes.uint8(3),
          isDepthwise: false,
        });
      case "DEPTHWISE_CONV_2D":
        return this.#convolve(first, second, third, output, {
          padding: attributes.uint8(0),
          strides: [attributes.int32(2), attributes.int32(1)],
          activation: attributes.uint8(4),
          isDepthwise: true,
        });
      case "ADD":
        this.nodes.push(node("Add", [nameOf(first), nameOf(second)], `c${output}`));
        return this.#activate(attributes.uint8(0), output);
      case "RESHAPE": {
        let source = nameOf(first);
        if (!this.#lists.has(first)) {
          this.nodes.push(node("Transpose", [source], `n${output}`, { perm: [0, 2, 3, 1] }));
          source = `n${output}`;
        }
        // 0 keeps the number of pictures.
        const shape = BigInt64Array.from([0, ...this.#tensor(output).shape.slice(1)].map(BigInt));
        this.initializers.push(initializer(`s${output}`, INT64, [shape.length], new Uint8Array(shape.buffer)));
        this.nodes.push(node("Reshape", [source, `s${output}`], nameOf(output)));
        this.#lists.add(output);
        return;
      }
      case "CONCATENATION":
        this.nodes.push(node("Concat", inputs.map(nameOf), nameOf(output), { axis: attributes.int32(0) }));
        this.#lists.add(output);
        return;
      default:
        throw new Error(`The vehicle detector has an unexpected ${operator}`);
    }
  }

  #convolve(
    input: number,
    weights: number,
    bias: number,
    output: number,
    options: { padding: number; strides: number[]; activation: number; isDepthwise: boolean },
  ): void {
    const { shape, values } = this.#half(weights);
    // OHWI → OIHW; depthwise 1HWC → C1HW.
    const order = options.isDepthwise ? [3, 0, 1, 2] as const : [0, 3, 1, 2] as const;
    const turned = transposed(values, shape, order);
    this.#constant(`w${output}`, turned.values, turned.shape);
    const biases = this.#half(bias);
    this.#constant(`b${output}`, biases.values, biases.shape);
    const attributes: Record<string, Attribute> = {
      auto_pad: options.padding === SAME ? "SAME_UPPER" : "VALID",
      group: options.isDepthwise ? turned.shape[0] ?? 1 : 1,
      kernel_shape: turned.shape.slice(2),
      strides: options.strides,
    };
    this.nodes.push(node("Conv", [nameOf(input), `w${output}`, `b${output}`], `c${output}`, attributes));
    this.#activate(options.activation, output);
  }

  #activate(activation: number, output: number): void {
    if (activation === 0) this.nodes.push(node("Identity", [`c${output}`], nameOf(output)));
    else if (activation === RELU6) this.nodes.push(node("Clip", [`c${output}`, "zero", "six"], nameOf(output)));
    else throw new Error(`The vehicle detector has an unexpected activation ${activation}`);
  }

  #constant(name: string, values: Uint16Array, shape: number[]): void {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push(initializer(`${name}_half`, FLOAT16, shape, raw));
    this.nodes.push(node("Cast", [`${name}_half`], name, { to: FLOAT }));
  }

  #half(tensor: number): { shape: number[]; values: Uint16Array } {
    const { shape, type, bytes } = this.#tensor(this.#halves.get(tensor) ?? tensor);
    if (type !== FLOAT16_TENSOR) {
      throw new Error(`The vehicle detector has weights of type ${type}, not ${FLOAT32_TENSOR + 1}`);
    }
    // A copy, for its own alignment.
    return { shape, values: new Uint16Array(bytes.slice().buffer) };
  }

  #tensor(index: number): Tensor {
    const tensor = this.#tensors[index];
    if (!tensor) throw new Error(`The vehicle detector has no tensor ${index}`);
    return tensor;
  }
}

function floats(name: string, values: number[]): Uint8Array {
  return initializer(name, FLOAT, [], new Uint8Array(Float32Array.from(values).buffer));
}

type Order = readonly [number, number, number, number];

function transposed(values: Uint16Array, shape: number[], order: Order): { shape: number[]; values: Uint16Array } {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = order.map((axis) => shape[axis] ?? 1), steps = order.map((axis) => strides[axis] ?? 1);
  const [a = 1, b = 1, c = 1, d = 1] = sizes, [sa = 0, sb = 0, sc = 0, sd = 0] = steps;
  const turned = new Uint16Array(values.length);
  let at = 0;
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      for (let k = 0; k < c; k++) {
        for (let l = 0; l < d; l++) turned[at++] = values[i * sa + j * sb + k * sc + l * sd] ?? 0;
      }
    }
  }
  return { shape: sizes, values: turned };
}
