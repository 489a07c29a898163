/** Parts of ONNX files (onnx.proto3), as far as they are needed to write or change one. */
import { type Field, messagesOf, readMessage, text, textsOf, writeMessage } from "./protobuf.ts";

/** Field numbers of ModelProto, GraphProto, NodeProto and ValueInfoProto. */
export const GRAPH = 7;
const NODE = 1, INITIALIZER = 5, INPUT = 11, OUTPUT = 12, VALUE_INFO = 13;
const NODE_INPUT = 1, NODE_OUTPUT = 2;
const NAME = 1;

/** TensorProto.DataType. */
export const FLOAT = 1, INT64 = 7, FLOAT16 = 10;

/** A dimension: its size, or the name of one that is not fixed. */
export type Dimension = number | string;

/** A tensor's name, type and shape (ValueInfoProto). */
export function valueInfo(name: string, type: number, shape: Dimension[]): Uint8Array<ArrayBuffer> {
  const dimensions = shape.map((
    size,
  ): Field => [1, writeMessage([typeof size === "number" ? [1, size] : [2, text(size)]])]);
  const tensor = writeMessage([[1, type], [2, writeMessage(dimensions)]]);
  return writeMessage([[1, text(name)], [2, writeMessage([[1, tensor]])]]);
}

/** A constant (TensorProto). */
export function initializer(name: string, type: number, shape: number[], raw: Uint8Array): Uint8Array<ArrayBuffer> {
  return writeMessage([...shape.map((size): Field => [1, size]), [2, type], [8, text(name)], [9, raw]]);
}

/** An attribute's value: numbers are integers. */
export type Attribute = number | number[] | string;

/** An operation (NodeProto). */
export function node(
  operator: string,
  inputs: string[],
  output: string,
  attributes: Record<string, Attribute> = {},
): Uint8Array<ArrayBuffer> {
  const values = Object.entries(attributes).map(([name, value]): Field => {
    if (typeof value === "number") return [5, writeMessage([[1, text(name)], [3, value], [20, 2]])];
    if (typeof value === "string") return [5, writeMessage([[1, text(name)], [4, text(value)], [20, 3]])];
    return [5, writeMessage([[1, text(name)], ...value.map((one): Field => [8, one]), [20, 7]])];
  });
  return writeMessage([
    ...inputs.map((name): Field => [NODE_INPUT, text(name)]),
    [NODE_OUTPUT, text(output)],
    [4, text(operator)],
    ...values,
  ]);
}

/** A whole file (ModelProto). */
export function model(
  { nodes, initializers, inputs, outputs }: Record<"nodes" | "initializers" | "inputs" | "outputs", Uint8Array[]>,
  { opset, irVersion }: { opset: number; irVersion: number },
): Uint8Array<ArrayBuffer> {
  const graph = writeMessage([
    ...nodes.map((one): Field => [NODE, one]),
    [2, text("graph")],
    ...initializers.map((one): Field => [INITIALIZER, one]),
    ...inputs.map((one): Field => [INPUT, one]),
    ...outputs.map((one): Field => [OUTPUT, one]),
  ]);
  return writeMessage([[1, irVersion], [GRAPH, graph], [8, writeMessage([[1, text("")], [2, opset]])]]);
}

/**
 * Gives a graph other inputs and outputs, and takes out what computes nothing for them. Shapes that were noted in between
 * are dropped: they are those of one size.
 */
export function withEnds(graph: Uint8Array, inputs: Uint8Array[], outputs: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const fields = readMessage(graph);
  const needed = new Set(outputs.flatMap((output) => textsOf(readMessage(output), NAME)));
  const nodes = messagesOf(fields, NODE).reverse().filter((one) => {
    const parts = readMessage(one);
    const isNeeded = textsOf(parts, NODE_OUTPUT).some((name) => needed.has(name));
    if (isNeeded) { for (const name of textsOf(parts, NODE_INPUT)) needed.add(name); }
    return isNeeded;
  }).reverse();
  const initializers = messagesOf(fields, INITIALIZER).filter((one) =>
    textsOf(readMessage(one), 8).some((name) => needed.has(name))
  );
  const replaced = [NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO];
  return writeMessage([
    ...nodes.map((one): Field => [NODE, one]),
    ...fields.filter(([number]) => !replaced.includes(number)),
    ...initializers.map((one): Field => [INITIALIZER, one]),
    ...inputs.map((one): Field => [INPUT, one]),
    ...outputs.map((one): Field => [OUTPUT, one]),
  ]);
}
